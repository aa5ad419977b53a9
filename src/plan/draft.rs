//! A plan in the making: the parts that are answered so far. It may always be incomplete, never wrong.

use super::{Address, Certificate, Cloud, Firewall, Instance, Name, Node, Plan, Registry, Volume};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    pub cloud: Option<Cloud>,
    pub instance: Option<Instance>,
    pub address: Option<Address>,
    pub firewall: Option<Firewall>,
    pub name: Option<Name>,
    pub certificate: Option<Certificate>,
    pub volumes: Option<Vec<Volume>>,
    pub registry: Option<Registry>,
    pub nodes: Option<Vec<Node>>,
}

impl Draft {
    /// The plan, once every part is answered.
    pub fn plan(self) -> Option<Plan> {
        Some(Plan {
            cloud: self.cloud?,
            instance: self.instance?,
            address: self.address?,
            firewall: self.firewall?,
            name: self.name?,
            certificate: self.certificate?,
            registry: self.registry?,
            volumes: self.volumes?,
            nodes: self.nodes?,
        })
    }
}

impl From<Plan> for Draft {
    fn from(plan: Plan) -> Self {
        Self {
            cloud: Some(plan.cloud),
            instance: Some(plan.instance),
            address: Some(plan.address),
            firewall: Some(plan.firewall),
            name: Some(plan.name),
            certificate: Some(plan.certificate),
            volumes: Some(plan.volumes),
            registry: Some(plan.registry),
            nodes: Some(plan.nodes),
        }
    }
}

//! Why a step did not work: typed, so that the interface can say what happened, why probably, and what to do.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::StepId;
use crate::http::CallError;
use crate::registry::{Failure, hub};
use crate::remote::Trouble;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// The address that the plan wants to use leads to another instance.
    #[error("{ip} leads to another instance already")]
    AddressTaken { ip: IpAddr },
    #[error(transparent)]
    Call(CallError),
    /// The registry does not let people in with the password.
    #[error("the registry refuses the password")]
    DoorClosed,
    /// The registry lets people in without the password.
    #[error("the registry is open to everybody")]
    DoorOpen,
    /// Neither the machine nor this computer can fetch the image.
    #[error("{image}: {}; from here: {here}", .machine.message)]
    ImageNowhere {
        image: String,
        machine: Box<Trouble>,
        here: Box<hub::Failure>,
    },
    /// What an earlier step made is not in the journal: a fault of this program.
    #[error("what {step} made is not in the journal")]
    Lost { step: StepId },
    #[error(transparent)]
    Machine(Trouble),
    /// The name leads to the instance and elsewhere too, for longer than we wait.
    #[error("{host} leads to {others:?} too")]
    NameAlso { host: String, others: Vec<IpAddr> },
    /// The name leads elsewhere, or nowhere, for longer than we wait.
    #[error("{host} leads to {seen:?}, not to {expected}")]
    NameElsewhere {
        host: String,
        expected: IpAddr,
        seen: Vec<IpAddr>,
    },
    /// Records of this name are there already; they are not overwritten.
    #[error("{host} has records already")]
    NameTaken { host: String, records: Vec<String> },
    /// The network gave the instance no address of IPv4.
    #[error("the port has no address")]
    NoAddress,
    #[error(transparent)]
    Registry(Failure),
    /// The zone is not among those that the project has in the cloud's DNS service.
    #[error("the project has no zone {zone}")]
    NoProjectZone { zone: String },
    /// The zone is not among those that the token may see.
    #[error("the zone {zone} is not to be seen with this token")]
    NoZone { zone: String },
    /// A password or token that the plan names is not to be had.
    #[error("{name} is not to be had")]
    SecretMissing { name: String },
    /// The person asked to stop while it only waited.
    #[error("stopped on request")]
    Stopped,
}

impl From<CallError> for Problem {
    fn from(error: CallError) -> Self {
        Self::Call(error)
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Call(error) => Self::Call(error),
            other => Self::Registry(other),
        }
    }
}

impl From<Trouble> for Problem {
    fn from(trouble: Trouble) -> Self {
        Self::Machine(trouble)
    }
}

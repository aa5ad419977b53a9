//! `openrc.sh`: assignments of environment variables. It is a shell script, but no shell ever sees it here.

use std::collections::BTreeMap;

use super::entry::{Auth, Settings};
use super::{Found, Unusable, Warning};
use crate::secret::Secret;

/// The credentials in the text of an `openrc.sh`. A password that the script would ask for is left empty.
pub fn openrc(text: &str) -> Result<Found, Unusable> {
    let (variables, warnings) = assignments(text);
    let get = |name: &str| variables.get(name).cloned();
    let truth = |name: &str| {
        variables
            .get(name)
            .map(|value| matches!(value.to_ascii_lowercase().as_str(), "1" | "true" | "yes"))
    };
    let settings = Settings {
        auth_type: get("OS_AUTH_TYPE"),
        region_name: get("OS_REGION_NAME"),
        interface: get("OS_INTERFACE"),
        endpoint_type: get("OS_ENDPOINT_TYPE"),
        cacert: get("OS_CACERT"),
        insecure: truth("OS_INSECURE"),
        cert: get("OS_CERT"),
        compute_endpoint_override: get("OS_COMPUTE_ENDPOINT_OVERRIDE"),
        image_endpoint_override: get("OS_IMAGE_ENDPOINT_OVERRIDE"),
        network_endpoint_override: get("OS_NETWORK_ENDPOINT_OVERRIDE"),
        block_storage_endpoint_override: get("OS_BLOCK_STORAGE_ENDPOINT_OVERRIDE"),
        volumev3_endpoint_override: get("OS_VOLUMEV3_ENDPOINT_OVERRIDE"),
        ..Settings::default()
    };
    let auth = Auth {
        auth_url: get("OS_AUTH_URL"),
        username: get("OS_USERNAME"),
        user_id: get("OS_USER_ID"),
        password: get("OS_PASSWORD").map(Secret::new),
        project_name: get("OS_PROJECT_NAME"),
        project_id: get("OS_PROJECT_ID"),
        tenant_name: get("OS_TENANT_NAME"),
        tenant_id: get("OS_TENANT_ID"),
        user_domain_name: get("OS_USER_DOMAIN_NAME"),
        user_domain_id: get("OS_USER_DOMAIN_ID"),
        project_domain_name: get("OS_PROJECT_DOMAIN_NAME"),
        project_domain_id: get("OS_PROJECT_DOMAIN_ID"),
        domain_name: get("OS_DOMAIN_NAME"),
        domain_id: get("OS_DOMAIN_ID"),
        default_domain: get("OS_DEFAULT_DOMAIN"),
        application_credential_id: get("OS_APPLICATION_CREDENTIAL_ID"),
        application_credential_name: get("OS_APPLICATION_CREDENTIAL_NAME"),
        application_credential_secret: get("OS_APPLICATION_CREDENTIAL_SECRET").map(Secret::new),
    };
    let name = get("OS_PROJECT_NAME")
        .or_else(|| get("OS_TENANT_NAME"))
        .or_else(|| get("OS_AUTH_URL").and_then(|url| host(&url)))
        .unwrap_or_default();
    let mut found = settings.found(name, auth)?;
    found.warnings.extend(warnings);

    Ok(found)
}

fn host(url: &str) -> Option<String> {
    url::Url::parse(url).ok()?.host_str().map(str::to_owned)
}

/// Everything that the script would set, as far as that can be told without running it.
fn assignments(text: &str) -> (BTreeMap<String, String>, Vec<Warning>) {
    let mut variables = BTreeMap::new();
    let mut warnings = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        let line = line.strip_prefix("export ").unwrap_or(line).trim_start();
        // Windows' variant of the file.
        let line = line.strip_prefix("set ").unwrap_or(line);
        let Some((name, value)) = line.split_once('=') else {
            continue;
        };
        let is_name = !name.is_empty()
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !name.starts_with(|c: char| c.is_ascii_digit());
        if !is_name {
            continue;
        }
        match word(value, &variables) {
            Some(value) => {
                let _ = variables.insert(name.to_owned(), value);
            }
            None => {
                let _ = variables.remove(name);
                warnings.push(Warning::NotExecuted {
                    variable: name.to_owned(),
                });
            }
        }
    }

    (variables, warnings)
}

/// The value of a shell word: quotes, backslashes, variables that were set before. A variable that was not is
/// empty, as in a shell. `None` where a command would have to run.
fn word(text: &str, variables: &BTreeMap<String, String>) -> Option<String> {
    let mut out = String::new();
    let mut rest = text.chars().peekable();
    let mut quoted = false;
    while let Some(c) = rest.next() {
        match c {
            '\'' if !quoted => out.extend(rest.by_ref().take_while(|c| *c != '\'')),
            '"' => quoted = !quoted,
            '\\' => match rest.next() {
                Some(next) if !quoted || matches!(next, '"' | '\\' | '$' | '`') => out.push(next),
                Some(next) => out.extend(['\\', next]),
                None => {}
            },
            '`' => return None,
            '$' => match rest.peek() {
                Some('(') => return None,
                Some('{') => {
                    let inside: String = rest.by_ref().skip(1).take_while(|c| *c != '}').collect();
                    let (name, default) = inside.split_once(":-").unwrap_or((&inside, ""));
                    out.push_str(variables.get(name).map_or(default, String::as_str));
                }
                Some(c) if c.is_ascii_alphanumeric() || *c == '_' => {
                    let mut name = String::new();
                    while let Some(c) = rest.next_if(|c| c.is_ascii_alphanumeric() || *c == '_') {
                        name.push(c);
                    }
                    out.push_str(variables.get(&name).map_or("", String::as_str));
                }
                _ => out.push('$'),
            },
            ' ' | '\t' | ';' if !quoted => break,
            _ => out.push(c),
        }
    }

    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openstack::credentials::{Domain, Method, Project, User};

    /// What Horizon hands out.
    const HORIZON: &str = r#"#!/usr/bin/env bash
# To use an OpenStack cloud you need to authenticate against the Identity service.
export OS_AUTH_URL=https://arbutus.example.ca:5000
# With the addition of Keystone we have standardized on the term **project**
export OS_PROJECT_ID=967ac15e72c444328bcfbe0d24565539
export OS_PROJECT_NAME="def-lab"
export OS_USER_DOMAIN_NAME="CCDB"
if [ -z "$OS_USER_DOMAIN_NAME" ]; then unset OS_USER_DOMAIN_NAME; fi
export OS_PROJECT_DOMAIN_ID="default"
if [ -z "$OS_PROJECT_DOMAIN_ID" ]; then unset OS_PROJECT_DOMAIN_ID; fi
unset OS_TENANT_ID
export OS_USERNAME="ann"
# With Keystone you pass the keystone password.
echo "Please enter your OpenStack Password for project $OS_PROJECT_NAME as user $OS_USERNAME: "
read -sr OS_PASSWORD_INPUT
export OS_PASSWORD=$OS_PASSWORD_INPUT
export OS_REGION_NAME="RegionOne"
if [ -z "$OS_REGION_NAME" ]; then unset OS_REGION_NAME; fi
export OS_INTERFACE=public
export OS_IDENTITY_API_VERSION=3
"#;

    #[test]
    fn horizons_file_asks_for_the_password() {
        let found = openrc(HORIZON).unwrap();

        assert!(found.asks());
        assert_eq!(found.name, "def-lab");
        assert_eq!(found.credentials.region.as_deref(), Some("RegionOne"));
        let Method::Password { user, project, .. } = found.credentials.method else {
            panic!("not by password");
        };
        assert_eq!(
            project,
            Some(Project::Id("967ac15e72c444328bcfbe0d24565539".to_owned()))
        );
        assert_eq!(
            user,
            User::Name {
                name: "ann".to_owned(),
                domain: Domain::Name("CCDB".to_owned()),
            }
        );
    }

    #[test]
    fn nothing_is_executed() {
        let found = openrc(
            "export OS_AUTH_URL=https://k/v3 # the lab\nOS_USERNAME='ann'\nexport OS_PASSWORD=$(pass show lab)\n",
        )
        .unwrap();

        assert!(found.asks());
        assert_eq!(
            found.warnings,
            [Warning::NotExecuted {
                variable: "OS_PASSWORD".to_owned()
            }]
        );
    }

    #[test]
    fn words_are_read_as_a_shell_would() {
        let mut known = BTreeMap::new();
        let _ = known.insert("A".to_owned(), "a".to_owned());
        let word = |text| word(text, &known).unwrap();

        assert_eq!(word(r#"'it'"'"'s $A'"#), "it's $A");
        assert_eq!(word(r#""$A-${A}-${B:-b}\$" # comment"#), "a-a-b$");
        assert_eq!(word(r"a\ b\$c; d"), "a b$c");
        assert_eq!(word(r#""p#ss;w rd\n""#), r"p#ss;w rd\n");
        assert_eq!(word("p#ss"), "p#ss");
        assert_eq!(word("cost$"), "cost$");
    }

    #[test]
    fn an_application_credential_leaves_the_project_out() {
        let found = openrc(
            "export OS_AUTH_TYPE=v3applicationcredential\nexport OS_AUTH_URL=https://k\nexport OS_PROJECT_NAME=x\n\
             export OS_APPLICATION_CREDENTIAL_ID=abc\nexport OS_APPLICATION_CREDENTIAL_SECRET=\"s\"\n",
        )
        .unwrap();

        assert!(matches!(
            found.credentials.method,
            Method::ApplicationCredential { .. }
        ));
        assert!(!found.asks());
    }
}

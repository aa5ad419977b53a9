use super::*;
use crate::plan::cloud::SignIn as Way;

fn real() -> SignIn {
    let mut page = SignIn::new(Vec::new(), Keychain::There);
    page.stand_on(Ground::Cloud);
    page
}

#[test]
fn on_a_practice_cloud_nothing_has_to_be_typed() {
    assert!(
        SignIn::new(Vec::new(), Keychain::Missing)
            .answer()
            .is_some()
    );
}

#[test]
fn the_first_complaint_is_the_first_field() {
    let mut page = real();
    assert_eq!(page.complain(), Some(URL.into()));

    let _ = page.update(Message::Typed(
        Which::Url,
        "https://cloud.example.org:5000/v3".into(),
    ));
    assert_eq!(page.complain(), Some(USER.into()));
}

#[test]
fn what_a_plan_says_is_said_again_as_it_stands_there() {
    let by_password = Way::Password {
        auth_url: "https://cloud.example.org:5000/v3".parse().unwrap(),
        user: "ada".to_owned(),
        user_domain: "people".to_owned(),
        project: "lab".to_owned(),
        project_domain: "projects".to_owned(),
        project_id: None,
        password: SecretRef::Env("OS_PASSWORD".to_owned()),
        ca_file: None,
    };
    let by_credential = Way::ApplicationCredential {
        auth_url: "https://cloud.example.org:5000/v3".parse().unwrap(),
        id: "0f1e".to_owned(),
        secret: SecretRef::Env("OS_SECRET".to_owned()),
        ca_file: Some("~/ca.pem".parse().unwrap()),
    };
    let by_file = Way::CloudsYaml {
        cloud: "lab".to_owned(),
    };
    for sign_in in [by_password, by_credential, by_file] {
        let mut plan = crate::plan::tests::sample();
        let region = Some("north".to_owned());
        plan.cloud = Cloud { region, sign_in };
        let mut page = real();
        page.fill(&plan);
        assert_eq!(page.answer().map(|attempt| attempt.cloud), Some(plan.cloud));
        assert_eq!(page.complain(), None);

        // Another user has another password, which has to be typed.
        let _ = page.update(Message::Typed(Which::User, "bob".into()));
        let _ = page.update(Message::Typed(Which::Id, "2d3c".into()));
        assert_eq!(page.answer().is_some(), page.how == How::File);
    }
}

#[test]
fn a_password_is_in_no_debug_text_and_named_in_the_plan() {
    let mut page = real();
    let _ = page.update(Message::Typed(
        Which::Url,
        "https://cloud.example.org:5000/v3".into(),
    ));
    let _ = page.update(Message::Typed(Which::User, "ada".into()));
    let _ = page.update(Message::Typed(Which::Project, "lab".into()));
    let _ = page.update(Message::PasswordTyped(Secret::new("hunter2")));
    let attempt = page.answer().unwrap();

    assert!(!format!("{page:?} {attempt:?}").contains("hunter"));
    let Way::Password { password, .. } = attempt.cloud.sign_in else {
        panic!("by password");
    };
    assert_eq!(
        password.to_string(),
        "keychain:openstack ada at cloud.example.org"
    );
}

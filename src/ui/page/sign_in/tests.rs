use super::*;

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

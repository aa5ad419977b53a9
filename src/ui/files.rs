//! File dialogs as tasks. Where no dialog can be opened the answer is the same as after Cancel.

use std::path::PathBuf;

use rfd::AsyncFileDialog;

use crate::openstack::clouds::{self, Found};
use crate::plan::{Plan, file};
use crate::words::{Text, mistake};

/// A file that was chosen.
pub async fn pick() -> Option<String> {
    let picked = AsyncFileDialog::new().pick_file().await?;

    picked.path().to_str().map(str::to_owned)
}

/// A plan that was chosen, or what is wrong with it.
pub async fn open_plan(text: Text) -> Option<Result<Box<Plan>, Vec<String>>> {
    let picked = AsyncFileDialog::new()
        .add_filter("TOML", &["toml"])
        .pick_file()
        .await?;
    let read = tokio::fs::read_to_string(picked.path()).await;

    Some(match read {
        Ok(written) => file::read(&written)
            .map(Box::new)
            .map_err(|why| mistake::unreadable(&text, &why)),
        Err(why) => Err(vec![
            text.with("files-unread", &[("why", why.to_string().into())]),
        ]),
    })
}

/// The sign-in that an `openrc.sh` has in it, which is read and never executed; or why it has none.
pub async fn open_rc(text: Text) -> Option<Result<Found, String>> {
    let picked = AsyncFileDialog::new().pick_file().await?;
    let refused = |why: String| text.with("sign-in-openrc-bad", &[("why", why.into())]);
    let read = tokio::fs::read_to_string(picked.path()).await;

    Some(match read {
        Ok(written) => clouds::openrc(&written).map_err(|why| refused(why.to_string())),
        Err(why) => Err(refused(why.to_string())),
    })
}

/// Saves the plan where the person says; whether that worked. `None` if they did not say.
pub async fn save_plan(plan: Plan) -> Option<bool> {
    let name = format!("{}.toml", plan.instance.name);
    let picked = AsyncFileDialog::new()
        .set_file_name(name)
        .save_file()
        .await?;
    let path: PathBuf = picked.path().to_owned();
    let saved = tokio::task::spawn_blocking(move || file::save(&plan, &path)).await;

    Some(matches!(saved, Ok(Ok(()))))
}

/// The same for a text.
pub async fn save_text(name: String, written: String) -> Option<bool> {
    let picked = AsyncFileDialog::new()
        .set_file_name(name)
        .save_file()
        .await?;

    Some(tokio::fs::write(picked.path(), written).await.is_ok())
}

//! A wire that writes down what goes over another one.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use quayside::http::{BoxFuture, CallError, Method, Net, Request, Response, Wire};

use super::scrub::is_id;

/// One request and the answer to it.
#[derive(Clone)]
pub struct Raw {
    pub request: Request,
    pub response: Response,
}

/// Clones write to the same record.
#[derive(Clone)]
pub struct Recorder {
    net: Net,
    record: Arc<Mutex<Vec<Raw>>>,
    /// The looks at single things that are there, by their addresses.
    looks: Arc<Mutex<BTreeMap<String, Request>>>,
}

impl Recorder {
    pub fn around(net: Net) -> Self {
        Self {
            net,
            record: Arc::default(),
            looks: Arc::default(),
        }
    }

    /// Looks again and again at everything that was looked at, so that no state is too short to be seen.
    pub async fn watch(&self, pause: Duration) {
        loop {
            tokio::time::sleep(pause).await;
            let looks: Vec<Request> = self.looks.lock().unwrap().values().cloned().collect();
            let _ = futures::future::join_all(looks.into_iter().map(|look| self.send(look))).await;
        }
    }

    fn note(&self, raw: Raw) {
        let url = &raw.request.url;
        if raw.request.method == Method::Get && is_id(url.rsplit('/').next().unwrap_or_default()) {
            let mut looks = self.looks.lock().unwrap();
            let _ = match raw.response.status {
                200 => looks.insert(url.clone(), raw.request.clone()),
                _ => looks.remove(url),
            };
        }
        self.record.lock().unwrap().push(raw);
    }

    /// Everything that was answered, in the order of the answers.
    pub fn record(&self) -> Vec<Raw> {
        self.record.lock().unwrap().clone()
    }
}

impl Wire for Recorder {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, CallError>> {
        Box::pin(async move {
            let response = self.net.send(request.clone()).await?;
            self.note(Raw {
                request,
                response: response.clone(),
            });

            Ok(response)
        })
    }
}

//! A wire for tests: answers what it was told to, and remembers what it was asked.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use serde_json::Value;

use super::{BoxFuture, CallError, Request, Response, Wire};

type Answer = Result<Response, CallError>;

/// Answers by method and path, or by method, path and query where that is told too.
#[derive(Default)]
pub struct Script {
    answers: Mutex<Vec<(String, VecDeque<Answer>)>>,
    seen: Mutex<Vec<Request>>,
}

impl Script {
    /// `call` is for example `GET /v3/projects?limit=1`. The last answer to a call is given for ever.
    #[must_use]
    pub fn on(self, call: &str, answer: Response) -> Self {
        self.add(call, Ok(answer))
    }

    /// The same with a call that brings no answer.
    #[must_use]
    pub fn failing(self, call: &str, error: CallError) -> Self {
        self.add(call, Err(error))
    }

    fn add(self, call: &str, answer: Answer) -> Self {
        {
            let mut answers = self.answers.lock().unwrap();
            match answers.iter_mut().find(|(known, _)| known == call) {
                Some((_, queue)) => queue.push_back(answer),
                None => answers.push((call.to_owned(), VecDeque::from([answer]))),
            }
        }
        self
    }

    pub fn net(self) -> Arc<Self> {
        Arc::new(self)
    }

    /// Every request so far: method, path and query.
    pub fn calls(&self) -> Vec<String> {
        self.seen.lock().unwrap().iter().map(whole).collect()
    }

    /// The last request whose name this is.
    pub fn last(&self, call: &str) -> Request {
        let seen = self.seen.lock().unwrap();
        let found = seen.iter().rev().find(|request| request.name() == call);

        found
            .cloned()
            .unwrap_or_else(|| panic!("{call} was not sent"))
    }

    /// The body of the last request of that name.
    pub fn body(&self, call: &str) -> Value {
        serde_json::from_slice(&self.last(call).body).unwrap()
    }
}

impl Wire for Script {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, CallError>> {
        let (whole, name) = (whole(&request), request.name());
        self.seen.lock().unwrap().push(request);
        let mut answers = self.answers.lock().unwrap();
        let at = [&whole, &name]
            .iter()
            .find_map(|call| answers.iter().position(|(known, _)| known == *call));
        let answer = match at {
            None => Ok(Response::new(599).with(
                "x-openstack-request-id",
                format!("{whole} is not in the script"),
            )),
            Some(at) => {
                let queue = &mut answers[at].1;
                if queue.len() > 1 {
                    queue.pop_front().unwrap()
                } else {
                    queue[0].clone()
                }
            }
        };

        // As over a network, others get their turn between a request and its answer.
        Box::pin(async move {
            tokio::task::yield_now().await;
            answer
        })
    }
}

fn whole(request: &Request) -> String {
    let after = request.url.split_once("://").map_or("", |(_, rest)| rest);
    let path = after.find('/').map_or("/", |at| &after[at..]);

    format!("{} {path}", request.method.as_str())
}

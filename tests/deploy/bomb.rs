//! Losing power at the n-th thing that happens: before it, or after it was done and before anybody knew.

use std::io;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use futures::future::pending;
use quayside::deploy::store::Store;
use quayside::dns::Names;
use quayside::http::{BoxFuture, CallError, Method, Net, Request, Response, Wire};
use quayside::remote::{Heard, HostKey, Job, Report, Shell, Target, Trouble};
use tokio::sync::Notify;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Before,
    After,
    /// The call is on its way, and arrives when the program is long gone.
    Late,
    /// Half a line of the journal reaches the disk.
    Torn,
}

/// What a bomb counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happening {
    Call,
    /// A call of an API that changes something there.
    Change,
    Write,
}

/// Goes off at the `at`-th call of the outside or write of the journal.
#[derive(Debug)]
pub struct Bomb {
    at: usize,
    side: Side,
    happened: Mutex<Vec<Happening>>,
    dead: AtomicBool,
    late: Mutex<Option<Request>>,
    pub went_off: Notify,
}

impl Bomb {
    pub fn new(at: usize, side: Side) -> Arc<Self> {
        Arc::new(Self {
            at,
            side,
            happened: Mutex::default(),
            dead: AtomicBool::new(false),
            late: Mutex::default(),
            went_off: Notify::new(),
        })
    }

    /// One that only counts.
    pub fn dud() -> Arc<Self> {
        Self::new(usize::MAX, Side::Before)
    }

    /// Everything that happened, in its order.
    pub fn happened(&self) -> Vec<Happening> {
        self.happened.lock().unwrap().clone()
    }

    /// The call that was on its way.
    pub fn late(&self) -> Option<Request> {
        self.late.lock().unwrap().clone()
    }

    pub fn is_dead(&self) -> bool {
        self.dead.load(Ordering::SeqCst)
    }

    fn is_next(&self) -> bool {
        self.happened.lock().unwrap().len() == self.at
    }

    fn is_now(&self, what: Happening) -> bool {
        let mut happened = self.happened.lock().unwrap();
        happened.push(what);

        happened.len() - 1 == self.at
    }

    fn die(&self) {
        self.dead.store(true, Ordering::SeqCst);
        self.went_off.notify_one();
    }

    /// Does `work` unless the power is lost before it; tells nobody the result when it is lost after it.
    async fn around<T>(&self, what: Happening, work: impl Future<Output = T>) -> T {
        if self.is_dead() {
            return pending().await;
        }
        let now = self.is_now(what);
        if now && self.side != Side::After {
            self.die();
            return pending().await;
        }
        let result = work.await;
        if now {
            self.die();
        }
        if self.is_dead() {
            return pending().await;
        }

        result
    }
}

pub struct BombedWire(pub Net, pub Arc<Bomb>);

impl Wire for BombedWire {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, CallError>> {
        Box::pin(async move {
            let what = match request.method {
                Method::Get | Method::Head => Happening::Call,
                _ => Happening::Change,
            };
            let bomb = &self.1;
            if !bomb.is_dead() && bomb.side == Side::Late && bomb.is_next() {
                *bomb.late.lock().unwrap() = Some(request.clone());
            }

            bomb.around(what, self.0.send(request)).await
        })
    }
}

pub struct BombedShell(pub Arc<dyn Shell>, pub Arc<Bomb>);

impl Shell for BombedShell {
    fn host_keys<'a>(&'a self, target: &'a Target) -> BoxFuture<'a, Result<Vec<HostKey>, Trouble>> {
        Box::pin(self.1.around(Happening::Call, self.0.host_keys(target)))
    }

    fn carry_out<'a>(
        &'a self,
        target: &'a Target,
        job: &'a Job,
        heard: &'a (dyn Fn(Heard) + Send + Sync),
    ) -> BoxFuture<'a, Result<Report, Trouble>> {
        Box::pin(
            self.1
                .around(Happening::Call, self.0.carry_out(target, job, heard)),
        )
    }
}

pub struct BombedNames(pub Arc<dyn Names>, pub Arc<Bomb>);

impl Names for BombedNames {
    fn addresses<'a>(&'a self, host: &'a str) -> BoxFuture<'a, Result<Vec<IpAddr>, CallError>> {
        Box::pin(self.1.around(Happening::Call, self.0.addresses(host)))
    }
}

#[derive(Debug)]
pub struct BombedStore(pub Arc<dyn Store>, pub Arc<Bomb>);

impl BombedStore {
    fn dead() -> io::Error {
        io::Error::other("the power is gone")
    }
}

impl Store for BombedStore {
    fn read(&self) -> io::Result<Vec<u8>> {
        self.0.read()
    }

    fn append(&self, bytes: &[u8]) -> io::Result<()> {
        if self.1.is_dead() {
            return Err(Self::dead());
        }
        if !self.1.is_now(Happening::Write) {
            return self.0.append(bytes);
        }
        match self.1.side {
            Side::After => self.0.append(bytes)?,
            Side::Torn => self.0.append(&bytes[..bytes.len() / 2])?,
            Side::Before | Side::Late => {}
        }
        self.1.die();

        Err(Self::dead())
    }

    fn cut(&self, length: u64) -> io::Result<()> {
        self.0.cut(length)
    }
}

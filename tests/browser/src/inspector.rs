//! A client of WebKitGTK's remote inspector, as far as it takes to hear the console.
//!
//! WebKitGTK has no WebDriver command for the console, and prints none for the private sessions
//! that WebDriver runs in; its Web Inspector, however, can be on another machine, and shows all.
//! This speaks the inspector's own protocol with the browser:
//!
//! - A message is the length of what follows the next byte (32 bits, big-endian), a byte 1 for
//!   little-endian contents, a name that ends with a zero, and a tuple as GVariant lays it out.
//! - `SetTargetList` names the things to inspect. `Setup` attaches us to one; from then on
//!   `SendMessageToBackend` and `SendMessageToFrontend` carry JSON for it.
//! - Behind a page is a process, which may change at any navigation. Each process is announced by
//!   `Target.targetCreated` and talked to through `Target.sendMessageToTarget`.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::console::Log;

/// Contents are little-endian.
const LITTLE_ENDIAN: u8 = 1;

/// A page that can be inspected.
pub(crate) struct Page {
    stream: TcpStream,
    /// The numbers of the connection and of the page on it, as they stand in messages.
    numbers: [u8; 16],
    n_commands: u64,
}

impl Page {
    /// Finds the only page of the browser whose inspector is at this address.
    ///
    /// The browser must not have a WebDriver session yet: from then on it shows its list of pages
    /// to the driver only. It must not be listened to yet, either: a session takes over the page
    /// that is there only if nobody has used it.
    ///
    /// # Errors
    ///
    /// When there is no such page.
    pub(crate) async fn find(address: &str) -> Result<Self> {
        let mut stream = TcpStream::connect(address).await?;
        // The hash of the inspector commands that we know; the answer has those that we should
        // know.
        send(&mut stream, "SetupInspectorClient", &[0]).await?;
        loop {
            let (name, contents) = receive(&mut stream).await?;
            if name == "SetTargetList"
                && let Some(numbers) = first_page(&contents)
            {
                return Ok(Self { stream, numbers, n_commands: 0 });
            }
        }
    }

    /// Listens to the page's console. When this returns, the browser has been told so.
    ///
    /// # Errors
    ///
    /// When the page is gone.
    pub(crate) async fn listen(mut self) -> Result<Log> {
        let log = Log::default();
        send(&mut self.stream, "Setup", &self.numbers).await?;
        // Nothing is missed once a process has confirmed that it tells what is in the console.
        while !self.hear(&log).await? {}
        let heard = log.clone();
        // The task ends with an error, as it should, when the browser closes the connection.
        tokio::spawn(async move { while self.hear(&heard).await.is_ok() {} });
        Ok(log)
    }

    /// Takes in one message. Returns whether it is a process's answer to a command of ours.
    async fn hear(&mut self, log: &Log) -> Result<bool> {
        let (name, contents) = receive(&mut self.stream).await?;
        if name != "SendMessageToFrontend" {
            return Ok(false);
        }
        let json = contents.get(self.numbers.len()..contents.len() - 1).unwrap_or_default();
        let event: Value = serde_json::from_slice(json)?;
        let params = &event["params"];
        match event["method"].as_str() {
            Some("Target.targetCreated") => {
                self.enable_console(&params["targetInfo"]["targetId"]).await?;
                Ok(false)
            }
            Some("Target.dispatchMessageFromTarget") => {
                let inner = params["message"].as_str().unwrap_or("null");
                let inner: Value = serde_json::from_str(inner)?;
                if inner["method"] == "Console.messageAdded" {
                    let message = &inner["params"]["message"];
                    log.add(&message["level"], &message["text"]);
                }
                Ok(inner["id"].is_u64())
            }
            _ => Ok(false),
        }
    }

    async fn enable_console(&mut self, process: &Value) -> Result<()> {
        self.n_commands += 1;
        let command = json!({ "id": self.n_commands, "method": "Console.enable" });
        let envelope = json!({
            "id": self.n_commands,
            "method": "Target.sendMessageToTarget",
            "params": { "targetId": process, "message": command.to_string() },
        });
        let contents = [&self.numbers, envelope.to_string().as_bytes(), &[0]].concat();
        send(&mut self.stream, "SendMessageToBackend", &contents).await
    }
}

/// Finds the first page in a `SetTargetList`, a tuple `(ta(tsssb))`: the number of the connection,
/// then the targets, each a number followed by its type, name, URL and whether it is taken.
fn first_page(contents: &[u8]) -> Option<[u8; 16]> {
    const TYPE: &[u8] = b"WebPage\0";
    let type_start = contents.windows(TYPE.len()).position(|window| window == TYPE)?;
    let connection = contents.get(..8)?;
    let target = contents.get(type_start.checked_sub(8)?..type_start)?;
    [connection, target].concat().try_into().ok()
}

async fn send(stream: &mut TcpStream, name: &str, contents: &[u8]) -> Result<()> {
    let body_len = u32::try_from(name.len() + 1 + contents.len())?;
    let mut message = body_len.to_be_bytes().to_vec();
    message.push(LITTLE_ENDIAN);
    message.extend(name.bytes());
    message.push(0);
    message.extend(contents);
    stream.write_all(&message).await?;
    Ok(())
}

async fn receive(stream: &mut TcpStream) -> Result<(String, Vec<u8>)> {
    let body_len = stream.read_u32().await?;
    stream.read_u8().await?;
    let mut body = vec![0; usize::try_from(body_len)?];
    stream.read_exact(&mut body).await?;
    let name_len = body
        .iter()
        .position(|byte| *byte == 0)
        .context("expected a message with a name, but found none")?;
    let contents = body.split_off(name_len + 1);
    body.truncate(name_len);
    Ok((String::from_utf8(body)?, contents))
}

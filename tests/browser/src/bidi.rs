//! A client of WebDriver BiDi, as far as plain WebDriver does not reach: the console as it fills,
//! and a page narrower than the browser lets its windows be.

use anyhow::{Context, Result, ensure};
use fantoccini::Client;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{WebSocketStream, tungstenite::Message};

use crate::{console::Log, driver::Viewport};

/// The socket of a session.
pub(crate) struct Bidi {
    socket: WebSocketStream<TcpStream>,
    n_commands: u64,
}

impl Bidi {
    /// Connects to a session that was created with `webSocketUrl`.
    ///
    /// # Errors
    ///
    /// When the session has no such socket.
    pub(crate) async fn connect(client: &Client) -> Result<Self> {
        let url = client
            .capabilities()
            .and_then(|capabilities| capabilities["webSocketUrl"].as_str())
            .context("expected the session to have a webSocketUrl")?;
        let address = url.parse::<url::Url>()?.socket_addrs(|| None)?;
        let stream = TcpStream::connect(&*address).await?;
        let (socket, _) = tokio_tungstenite::client_async(url, stream).await?;
        Ok(Self { socket, n_commands: 0 })
    }

    /// Gives the page in the session's window another size than the window has.
    ///
    /// # Errors
    ///
    /// When the browser refuses.
    pub(crate) async fn set_viewport(&mut self, client: &Client, viewport: Viewport) -> Result<()> {
        let Viewport { width, height } = viewport;
        let window: String = client.window().await?.into();
        self.command(
            "browsingContext.setViewport",
            json!({ "context": window, "viewport": { "width": width, "height": height } }),
        )
        .await
    }

    /// Listens to the console of the session's pages. When this returns, nothing is missed.
    ///
    /// # Errors
    ///
    /// When the browser refuses.
    pub(crate) async fn listen(mut self) -> Result<Log> {
        self.command("session.subscribe", json!({ "events": ["log.entryAdded"] })).await?;
        let log = Log::default();
        let heard = log.clone();
        tokio::spawn(async move {
            while let Ok(event) = self.next().await {
                if event["method"] == "log.entryAdded" {
                    heard.add(&event["params"]["level"], &event["params"]["text"]);
                }
            }
        });
        Ok(log)
    }

    /// Sends a command and waits for its answer. Events in between would be lost; there are none
    /// before [`listen`](Self::listen) asks for them.
    async fn command(&mut self, method: &str, params: Value) -> Result<()> {
        self.n_commands += 1;
        let id = self.n_commands;
        let command = json!({ "id": id, "method": method, "params": params });
        self.socket.send(Message::text(command.to_string())).await?;
        loop {
            let answer = self.next().await?;
            if answer["id"] == id {
                ensure!(
                    answer["type"] == "success",
                    "expected `{method}` to succeed, but found {answer}"
                );
                return Ok(());
            }
        }
    }

    async fn next(&mut self) -> Result<Value> {
        let message = self.socket.next().await.context("expected the socket to stay open")??;
        Ok(serde_json::from_str(message.to_text()?).unwrap_or_default())
    }
}

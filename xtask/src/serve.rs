//! Serving the built site, for reading it on this machine or on a phone nearby.

use std::{
    io::ErrorKind,
    net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket},
    thread,
};

use anyhow::{Context, Result, bail};

use crate::{
    public_url::PublicUrl,
    server::{Server, Site},
    site,
    steps::Steps,
    tools::Cache,
};

/// How many ports to try from the wanted one upward.
const N_PORTS: u16 = 10;

/// Builds the site, serves it and prints its addresses. Returns only with an error; one ends it
/// with Ctrl-C.
///
/// # Errors
///
/// When the build fails or no port is free.
pub fn run(public_url: &PublicUrl, host: IpAddr, port: u16) -> Result<()> {
    let dist = site::dist();
    let cache = Cache::locate()?;
    let mut steps = Steps::new();
    site::add_requirements(&cache, &mut steps)?;
    site::add_build(&cache, &dist, public_url, &mut steps);
    steps.run()?;

    let server = start(&Site::new(&dist).mounted_at(public_url.clone()), host, port)?;
    if server.port() != port {
        println!("Port {port} is taken, so this is on {}.", server.port());
    }
    println!("Plan Reader is at {}", server.url());
    if host.is_unspecified()
        && let Some(address) = local_network_address()
    {
        let address = SocketAddr::new(address, server.port());
        println!("and, in the same network, at http://{address}{}", public_url.as_str());
    }
    println!("Ctrl-C ends it.");
    loop {
        thread::park();
    }
}

fn start(site: &Site, host: IpAddr, port: u16) -> Result<Server> {
    let ports = port..=port.saturating_add(N_PORTS - 1);
    for port in ports.clone() {
        match Server::start(site.clone(), SocketAddr::new(host, port)) {
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            result => return result.with_context(|| format!("expected to serve on {host}:{port}")),
        }
    }
    bail!(
        "expected a free port from {} to {}, but found all of them taken",
        ports.start(),
        ports.end()
    )
}

/// The address under which others in the network reach this machine, if it has one: the one that
/// the system would send from. Connecting a UDP socket chooses a route and sends nothing.
fn local_network_address() -> Option<IpAddr> {
    let anywhere = (Ipv4Addr::new(192, 0, 2, 1), 9);
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect(anywhere).ok()?;
    Some(socket.local_addr().ok()?.ip()).filter(|address| !address.is_loopback())
}

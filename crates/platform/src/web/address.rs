//! The caller's address, for limits. `X-Forwarded-For` is read from its right end, as many places as there are proxies
//! of ours: what stands further left anybody can write.

use axum::{extract::ConnectInfo, http::Request};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

pub(super) fn of<B>(request: &Request<B>, trusted_hops: usize) -> IpAddr {
    let direct = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| info.0.ip());
    let Some(place) = trusted_hops.checked_sub(1) else { return direct };
    let forwarded: Vec<&str> = request
        .headers()
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    forwarded.iter().rev().nth(place).and_then(|text| read(text.trim())).unwrap_or(direct)
}

/// `192.0.2.1`, or with a port, as some proxies write it.
fn read(text: &str) -> Option<IpAddr> {
    text.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forged_forwarded_address_is_not_believed() {
        let request =
            Request::builder().header("x-forwarded-for", "1.1.1.1, 2.2.2.2, 3.3.3.3").body(()).unwrap();
        assert_eq!(of(&request, 0), IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        assert_eq!(of(&request, 1).to_string(), "3.3.3.3");
        assert_eq!(of(&request, 2).to_string(), "2.2.2.2");
        assert_eq!(read("192.0.2.1:4711").unwrap().to_string(), "192.0.2.1");
        assert_eq!(of(&request, 9), IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    }
}

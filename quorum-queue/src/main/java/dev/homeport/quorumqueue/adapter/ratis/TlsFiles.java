package dev.homeport.quorumqueue.adapter.ratis;

import java.nio.file.Path;

/**
 * The files of mutual TLS between the replicas of a log.
 *
 * @param privateKey this node's private key, PKCS #8 in PEM
 * @param certificate this node's certificate (chain) in PEM, with a URI identity {@code
 *     homeport://FLEET/SITE/ROLE/NODE} and every address that a peer may dial among its alternative
 *     names
 * @param authority the certificate of the fleet's authority in PEM
 */
public record TlsFiles(Path privateKey, Path certificate, Path authority) {}

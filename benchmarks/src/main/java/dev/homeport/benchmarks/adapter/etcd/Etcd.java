package dev.homeport.benchmarks.adapter.etcd;

import dev.homeport.benchmarks.adapter.os.Addresses;
import dev.homeport.benchmarks.adapter.os.SiteCertificates;
import dev.homeport.benchmarks.append.AppendSystem;
import dev.homeport.benchmarks.append.RunningSystem;
import dev.homeport.benchmarks.append.SystemFacts;
import dev.homeport.local.certificate.CertificateFiles;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Three members of etcd, in processes of their own and with etcd's own settings: an append is a put
 * of a new key. Immutable and thread-safe.
 *
 * @param program the installed program
 * @param version its version
 * @param addresses where its members listen
 */
public record Etcd(EtcdProgram program, String version, Addresses addresses)
        implements AppendSystem {

    private static final int CLIENT_PORT = 21_000;
    private static final int PEER_PORT = 21_001;
    private static final SiteId SITE = new SiteId("bench");

    /** The write-ahead log and the database, which keeps every key, three times. */
    private static final long DISK_BYTES_PER_ENTRY = 3 * 3_500;

    /** Two preallocated segments of 64 MB a member. */
    private static final long DISK_BYTES_AT_START = 3 * 2 * 64_000_000L;

    private static final String QUOTA_BYTES = Long.toString(8L * 1024 * 1024 * 1024);

    @Override
    public SystemFacts facts() {
        return new SystemFacts(
                "etcd",
                version,
                "gRPC without TLS from the client's process to the leader's; mutual TLS between"
                        + " members, each a process",
                "committed on a majority and applied by the leader, as a new key in its database",
                "fsync of its write-ahead log on every member, several puts at once: etcd's own"
                        + " setting, which this version cannot turn off",
                true,
                DISK_BYTES_AT_START,
                DISK_BYTES_PER_ENTRY);
    }

    @Override
    public RunningSystem start(Path folder, int inFlight) throws IOException {
        addresses.mustBeFree(CLIENT_PORT);
        addresses.mustBeFree(PEER_PORT);
        var certificates =
                new SiteCertificates(folder.resolve("tls"), new FleetId(UUID.randomUUID()), SITE);
        var peers = addresses.on(PEER_PORT);
        var clients = addresses.on(CLIENT_PORT);
        var members = new ArrayList<Process>();
        var logs = new ArrayList<Path>();
        try {
            for (var replica : clients.entrySet()) {
                var log = folder.resolve(name(replica.getKey()) + ".log");
                logs.add(log);
                members.add(
                        program.start(
                                options(
                                        folder,
                                        replica.getKey(),
                                        url("http", replica.getValue()),
                                        peers,
                                        certificates.issue(addresses, replica.getKey())),
                                log));
            }
            return new RunningMembers(members, logs, List.copyOf(clients.values()));
        } catch (IOException e) {
            members.forEach(RunningMembers::end);
            throw new IOException("etcd: does not start: " + e.getMessage(), e);
        }
    }

    private static List<String> options(
            Path folder,
            int replica,
            String client,
            Map<Integer, InetSocketAddress> peers,
            CertificateFiles files) {
        var urls =
                peers.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, p -> url("https", p.getValue())));
        var peer = String.valueOf(urls.get(replica));
        var cluster =
                urls.entrySet().stream()
                        .map(member -> name(member.getKey()) + "=" + member.getValue())
                        .collect(Collectors.joining(","));
        return List.of(
                "--name=" + name(replica),
                "--data-dir=" + folder.resolve(name(replica)),
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=" + cluster,
                "--initial-cluster-state=new",
                "--peer-cert-file=" + files.certificate(),
                "--peer-key-file=" + files.privateKey(),
                "--peer-trusted-ca-file=" + files.authority(),
                "--peer-client-cert-auth=true",
                "--quota-backend-bytes=" + QUOTA_BYTES,
                "--logger=zap",
                "--log-level=error");
    }

    private static String name(int replica) {
        return "replica-" + replica;
    }

    private static String url(String scheme, InetSocketAddress address) {
        return scheme + "://" + address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}

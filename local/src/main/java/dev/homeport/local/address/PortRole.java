package dev.homeport.local.address;

import java.util.Optional;

/**
 * What a port is for. A process listens on each of its roles at the same port number as every other
 * process does, at an address of its own. The order of the constants fixes the port numbers: new
 * roles are added at the end.
 */
public enum PortRole {
    /** Region router: clients come in here. */
    ROUTER("router", Reach.OUTSIDE),
    /** A site's REST and WebSocket door for clients and routers. */
    ACCESS("access", Reach.FLEET),
    /** Raft between the replicas of one site's log. */
    LOG_RAFT("log-raft", Reach.SITE),
    /** Calls between nodes: links, appends forwarded, snapshots. */
    NODE_RPC("node-rpc", Reach.FLEET),
    /** Leases asked of a witness. */
    WITNESS("witness", Reach.FLEET),
    /** Raft between the coordinator's voters. */
    COORDINATOR_RAFT("coordinator-raft", Reach.FLEET),
    /** Grants and claims asked of the coordinator. */
    COORDINATOR_RPC("coordinator-rpc", Reach.FLEET),
    /** Raft between the control plane's replicas. */
    CONTROL_RAFT("control-raft", Reach.FLEET),
    /** Topology, policy and tables served to sites, routers and tools. */
    CONTROL_RPC("control-rpc", Reach.FLEET),
    /** The control plane's door for operators. */
    CONTROL_API("control-api", Reach.FLEET),
    /** Health and metrics of any process. */
    MANAGEMENT("management", Reach.SITE),
    /** The key-value cluster of one site. */
    KEY_VALUE("key-value", Reach.SITE),
    /** Failure detection of the key-value cluster of one site. */
    KEY_VALUE_FAILURE("key-value-failure", Reach.SITE),
    /** Logic modules that run apart from their access layer. */
    LOGIC_RPC("logic-rpc", Reach.SITE),
    /** The database server of one site. */
    DATABASE("database", Reach.SITE),
    /** The launcher's control of the WAN emulator. */
    LAUNCHER("launcher", Reach.OUTSIDE);

    private final String label;
    private final Reach reach;

    PortRole(String label, Reach reach) {
        this.label = label;
        this.reach = reach;
    }

    /** Returns the name used in configuration files and tables. */
    public String label() {
        return label;
    }

    /** Returns from where the port may be dialled. */
    public Reach reach() {
        return reach;
    }

    /**
     * Returns whether other sites dial this port, so that the WAN emulator has to listen for it.
     */
    public boolean crossesSites() {
        return reach == Reach.FLEET;
    }

    /** Returns the role of that label, or nothing if there is none. */
    public static Optional<PortRole> labelled(String label) {
        for (var role : values()) {
            if (role.label.equals(label)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /** From where a port may be dialled. */
    public enum Reach {
        /** Only from processes of the same site. */
        SITE,
        /** From every site: between sites by way of the WAN emulator. */
        FLEET,
        /** Belongs to no site. */
        OUTSIDE
    }
}

package dev.homeport.local.plan;

import dev.homeport.local.address.PortRole;
import java.util.List;

/**
 * Which processes a fleet is made of. Immutable and thread-safe.
 *
 * @param perSite those of every site
 * @param outside those that belong to no site; the launcher is one of them and is not started
 */
public record FleetLayout(List<NodeTemplate> perSite, List<NodeTemplate> outside) {

    /** Program of the process that all others are started by. */
    public static final String LAUNCHER = "launcher";

    /** Program of a site's database server. */
    public static final String DATABASE = "database";

    /**
     * Three replicas of the site log, one of them with everything that faces users and one with the
     * witness; a coordinator voter with a replica of the control plane; a database server; and one
     * router for all.
     */
    public static final FleetLayout USUAL =
            new FleetLayout(
                    List.of(
                            NodeTemplate.of(
                                    1,
                                    "full",
                                    List.of("full"),
                                    1,
                                    PortRole.ACCESS,
                                    PortRole.LOG_RAFT,
                                    PortRole.NODE_RPC,
                                    PortRole.MANAGEMENT,
                                    PortRole.KEY_VALUE,
                                    PortRole.KEY_VALUE_FAILURE,
                                    PortRole.LOGIC_RPC),
                            NodeTemplate.of(
                                    2,
                                    "log",
                                    List.of("log"),
                                    3,
                                    PortRole.LOG_RAFT,
                                    PortRole.NODE_RPC,
                                    PortRole.MANAGEMENT),
                            NodeTemplate.of(
                                    3,
                                    "log",
                                    List.of("log", "witness"),
                                    3,
                                    PortRole.LOG_RAFT,
                                    PortRole.NODE_RPC,
                                    PortRole.WITNESS,
                                    PortRole.MANAGEMENT),
                            NodeTemplate.of(
                                    4,
                                    "coordinator",
                                    List.of("coordinator", "control"),
                                    2,
                                    PortRole.COORDINATOR_RAFT,
                                    PortRole.COORDINATOR_RPC,
                                    PortRole.CONTROL_RAFT,
                                    PortRole.CONTROL_RPC,
                                    PortRole.CONTROL_API,
                                    PortRole.MANAGEMENT),
                            NodeTemplate.of(5, DATABASE, List.of(DATABASE), 4, PortRole.DATABASE)),
                    List.of(
                            NodeTemplate.of(1, LAUNCHER, List.of(LAUNCHER), 5, PortRole.LAUNCHER),
                            NodeTemplate.of(
                                    2,
                                    "router",
                                    List.of("router"),
                                    0,
                                    PortRole.ROUTER,
                                    PortRole.MANAGEMENT)));

    /** Makes a layout. */
    public FleetLayout {
        perSite = List.copyOf(perSite);
        outside = List.copyOf(outside);
    }
}

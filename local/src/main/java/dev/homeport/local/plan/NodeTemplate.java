package dev.homeport.local.plan;

import dev.homeport.local.address.PortRole;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A process that every site has, or that stands once outside the sites. Immutable and thread-safe.
 *
 * @param node its number within its site, or among the processes outside
 * @param program which program it runs, such as {@code full}, {@code log} or {@code database}
 * @param roles what it is, as its certificate says; several for a process that is several things
 * @param ports what it listens for
 * @param stopOrder processes with lower numbers are stopped first
 */
public record NodeTemplate(
        int node, String program, List<String> roles, Set<PortRole> ports, int stopOrder) {

    /** Makes a template. */
    public NodeTemplate {
        roles = List.copyOf(roles);
        ports = Set.copyOf(ports);
    }

    static NodeTemplate of(
            int node,
            String program,
            List<String> roles,
            int stopOrder,
            PortRole first,
            PortRole... others) {
        return new NodeTemplate(node, program, roles, EnumSet.of(first, others), stopOrder);
    }
}

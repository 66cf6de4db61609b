package dev.homeport.client.checker;

import java.util.Locale;

/** What can be wrong with, or worth counting in, what was read back. */
public enum Fault {
    /** Acknowledged, and missing from the recipient's inbox at some source. */
    LOST,
    /** At two places of one inbox. */
    DUPLICATED,
    /** Behind a message of the same sender that was sent after it had been acknowledged. */
    REORDERED,
    /** Says something else than what was acknowledged. */
    ALTERED,
    /** In the inbox of somebody else. */
    MISDELIVERED,
    /** In an inbox, and nobody sent it. */
    INVENTED,
    /** In an inbox, although its sender was told that it was not taken. */
    REFUSED_BUT_DELIVERED,
    /** One request id acknowledged for two messages. */
    CONTRADICTED,
    /** Acknowledged by a site while another one was home of the shard. */
    DOUBLE_HOMED,
    /** Acknowledged, held by the database of the acknowledging site, and by no other. */
    STRANDED,
    /** Took effect at an epoch of another site than the one that had acknowledged it. */
    ADOPTED,
    /** Pushed to a client, and not in its inbox at the end. */
    WITHDRAWN,
    /** The client never learned what became of it, and it was delivered: allowed. */
    UNKNOWN_TURNED_UP;

    /** Its name in reports: {@code DOUBLE_HOMED} is {@code doubleHomed}. */
    public String reportName() {
        var words = name().toLowerCase(Locale.ROOT).split("_", -1);
        var name = new StringBuilder(words[0]);
        for (var i = 1; i < words.length; i++) {
            name.append((char) (words[i].charAt(0) - 'a' + 'A')).append(words[i].substring(1));
        }
        return name.toString();
    }
}

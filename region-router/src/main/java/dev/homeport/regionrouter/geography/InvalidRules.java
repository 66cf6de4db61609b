package dev.homeport.regionrouter.geography;

/** Rules that overlap, leave something out or name what is unknown. */
public final class InvalidRules extends IllegalArgumentException {

    private final String rule;

    InvalidRules(String rule, String problem) {
        super(rule.isEmpty() ? "rules: " + problem : "rule " + rule + ": " + problem);
        this.rule = rule;
    }

    /** Id of the rule to blame; empty if it is all of them together. */
    public String rule() {
        return rule;
    }
}

package dev.homeport.dcnode.home.adoption;

import dev.homeport.dcnode.home.adoption.AdopterStep.Mark;

/** Steps an account of orphans again with its journal. For one thread at a time. */
public final class AdopterReplay {

    private OrphanAccount<Mark> account = new OrphanAccount<>(0);

    /** Takes a step; answers it with what the account answers now. */
    public AdopterStep again(AdopterStep step) {
        switch (step) {
            case AdopterStep.Began(var settled) -> account = new OrphanAccount<>(settled);
            case AdopterStep.Searched(var through) -> account.searchedThrough(through);
            case AdopterStep.Found(var orphan, var from) -> account.found(orphan, from);
            case AdopterStep.Cut(var orphan, var from) -> account.lost(orphan, from);
            case AdopterStep.Settled(var id, var _) -> {
                return new AdopterStep.Settled(id, account.settled(id));
            }
            case AdopterStep.SettledEarly(var id, var position) ->
                    account.settledEarly(id, position);
            case AdopterStep.Asked(var open, var _) -> {
                var due = account.due(open::contains);
                return new AdopterStep.Asked(open, due.stream().map(Mark::id).toList());
            }
            case AdopterStep.Answered(var id, var taken, var _) -> {
                account.answered(id, taken);
                return new AdopterStep.Answered(id, taken, account.settledThrough());
            }
        }
        return step;
    }
}

package dev.homeport.dcnode.home.agent;

import dev.homeport.dcnode.home.lease.LeaseAnswer;
import dev.homeport.dcnode.home.lease.LeaseAsk;
import dev.homeport.dcnode.home.witness.PeerMessage;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Remembers all that agents say. */
final class Heard implements WitnessVoice, HolderVoice {

    record Told(SiteId to, PeerMessage message) {}

    final Map<Long, OptionalLong> marks = new ConcurrentHashMap<>();
    final List<LeaseAnswer> answers = new CopyOnWriteArrayList<>();
    final List<Told> told = new CopyOnWriteArrayList<>();
    final List<LeaseAsk> asks = new CopyOnWriteArrayList<>();
    final List<String> warnings = new CopyOnWriteArrayList<>();
    volatile Consumer<LeaseAsk> onAsk = _ -> {};

    @Override
    public void answer(LeaseAnswer answer) {
        answers.add(answer);
    }

    @Override
    public void answerMark(long call, OptionalLong mark) {
        marks.put(call, mark);
    }

    @Override
    public void tell(SiteId to, PeerMessage message) {
        told.add(new Told(to, message));
    }

    @Override
    public void ask(SiteId witness, LeaseAsk ask) {
        asks.add(ask);
        onAsk.accept(ask);
    }

    @Override
    public void warn(String warning) {
        warnings.add(warning);
    }
}

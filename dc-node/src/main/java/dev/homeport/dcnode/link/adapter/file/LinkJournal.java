package dev.homeport.dcnode.link.adapter.file;

import dev.homeport.dcnode.home.adapter.file.JournalFile;
import dev.homeport.dcnode.home.agent.Journal;
import dev.homeport.dcnode.home.agent.Replay;
import dev.homeport.dcnode.link.adapter.protobuf.LinkJournalFormat;
import dev.homeport.dcnode.link.pull.PullEffect;
import dev.homeport.dcnode.link.pull.PullInput;
import dev.homeport.dcnode.link.pull.PullOrigin;
import dev.homeport.dcnode.link.pull.Puller;
import dev.homeport.wireformat.adapter.journal.FrameJournal;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.function.Consumer;

/** The journal of a site's links in a file. Stateless. */
public final class LinkJournal {

    /** Some hours of links. */
    public static final long USUAL_BOUND_BYTES = JournalFile.USUAL_BOUND_BYTES;

    private LinkJournal() {}

    /**
     * Begins the journal of a boot.
     *
     * @param file where; that of the boot before is kept beside it
     * @param made what the machine is made with
     * @param boundBytes at how many bytes it ends
     * @param warn told when it ends before the links do
     * @throws IOException if the file cannot be made
     */
    public static JournalFile<PullInput, PullEffect> begin(
            Path file, PullOrigin made, long boundBytes, Consumer<String> warn) throws IOException {
        return new JournalFile<>(
                file, LinkJournalFormat.write(made), boundBytes, LinkJournalFormat::write, warn);
    }

    /**
     * Replays a journal.
     *
     * @throws IOException if it cannot be read, is damaged, or is no journal of links that this
     *     release knows
     */
    public static Replay.Result replay(Path file) throws IOException {
        var bodies = FrameJournal.read(file);
        try {
            var puller = new Puller(LinkJournalFormat.readOrigin(bodies.getFirst()));
            var steps = new ArrayList<Journal.Step<PullInput, PullEffect>>(bodies.size());
            for (var body : bodies.subList(1, bodies.size())) {
                steps.add(LinkJournalFormat.read(body));
            }
            return Replay.replay(puller::step, steps);
        } catch (MalformedMessageException e) {
            throw new IOException("unsupported: " + file + ": " + e.getMessage(), e);
        }
    }
}

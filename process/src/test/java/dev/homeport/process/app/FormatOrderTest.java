package dev.homeport.process.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.homeport.vocabulary.FleetId;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatOrderTest {

    private static final FleetId FLEET = FleetId.parse("0192f3a4-0000-7000-8000-000000000001");
    private static final FleetId OTHER = FleetId.parse("0192f3a4-0000-7000-8000-000000000002");

    @TempDir private Path folder;

    private Path store() {
        return folder.resolve("store");
    }

    private void order(String text) throws Exception {
        Files.writeString(folder.resolve(FormatOrder.NAME), text);
    }

    @Test
    void orderStandsUntilItIsDone() throws Exception {
        order(FLEET + "\n");
        assertThat(FormatOrder.find(store(), FLEET)).isPresent();

        FormatOrder.find(store(), FLEET).orElseThrow().done();
        assertThat(FormatOrder.find(store(), FLEET)).isEmpty();
    }

    @Test
    void orderOfAnotherFleetIsRefused() throws Exception {
        order(OTHER + "\n");
        assertThatExceptionOfType(Configuration.InvalidException.class)
                .isThrownBy(() -> FormatOrder.find(store(), FLEET))
                .withMessageContainingAll(FLEET.toString(), OTHER.toString());
        assertThat(folder.resolve(FormatOrder.NAME)).exists();
    }

    @Test
    void orderThatNamesNoFleetIsRefused() throws Exception {
        order("format");
        assertThatExceptionOfType(Configuration.InvalidException.class)
                .isThrownBy(() -> FormatOrder.find(store(), FLEET))
                .withMessageContaining(FormatOrder.NAME);
    }
}

package dev.homeport.controlplane.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnsweringTest {

    private static final List<String> ALL = List.of("canada", "hongkong", "shanghai");

    private final Answering<String> answering = new Answering<>();

    @Test
    void everybodyIsWaitedForUntilItIsSilent() {
        assertThat(answering.awaited(ALL)).containsExactlyInAnyOrderElementsOf(ALL);

        answering.missed("shanghai");

        assertThat(answering.awaited(ALL)).containsExactly("canada", "hongkong");
    }

    @Test
    void anyAnswerMakesItWorthWaitingForAgain() {
        answering.missed("shanghai");
        answering.answered("shanghai");

        assertThat(answering.awaited(ALL)).containsExactlyInAnyOrderElementsOf(ALL);
    }

    @Test
    void aRoundThatNobodyCouldAnswerWaitsForEverybody() {
        ALL.forEach(answering::missed);

        assertThat(answering.awaited(ALL)).containsExactlyInAnyOrderElementsOf(ALL);
    }
}

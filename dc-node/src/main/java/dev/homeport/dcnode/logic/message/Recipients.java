package dev.homeport.dcnode.logic.message;

import dev.homeport.vocabulary.AccountId;
import java.util.concurrent.CompletionStage;

/** Whether there is somebody to send to, as far as this site knows. Thread-safe. */
@FunctionalInterface
public interface Recipients {

    /** What this site knows of an account. */
    enum Knowledge {
        /** It exists. */
        KNOWN,
        /** The view is up to date and does not show it. */
        ABSENT,
        /** The view cannot be asked, or lags. */
        CANNOT_TELL
    }

    /** Asks for an account; answers within some hundred milliseconds and never exceptionally. */
    CompletionStage<Knowledge> ask(AccountId account);
}

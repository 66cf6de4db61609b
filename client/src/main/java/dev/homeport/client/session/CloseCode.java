package dev.homeport.client.session;

import dev.homeport.client.Refusal;
import dev.homeport.vocabulary.ErrorCode;
import java.time.Duration;
import java.util.Optional;

/** What the codes mean that sites close sockets with. Stateless. */
final class CloseCode {

    private static final int TOKEN_REFUSED = 4401;
    private static final int NOT_THIS_PROTOCOL = 4400;
    private static final int AT_A_LIMIT = 4429;
    private static final Duration LIMIT_PAUSE = Duration.ofSeconds(1);

    private CloseCode() {}

    /** Why there is no use in another connection; nothing if there is. */
    static Optional<Refusal> endsForGood(int code, boolean welcomed, String detail) {
        if (code == TOKEN_REFUSED) {
            return Optional.of(Refusal.of(ErrorCode.UNAUTHENTICATED, detail));
        }
        if (code == NOT_THIS_PROTOCOL && !welcomed) {
            return Optional.of(Refusal.of(ErrorCode.UNSUPPORTED, detail));
        }
        return Optional.empty();
    }

    /** How long to wait at least before another connection. */
    static Duration pause(int code) {
        return code == AT_A_LIMIT ? LIMIT_PAUSE : Duration.ZERO;
    }
}

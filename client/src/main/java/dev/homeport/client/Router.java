package dev.homeport.client;

import dev.homeport.vocabulary.AccountId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Tells clients where to go. Every answer comes within a bound. Thread-safe. */
public interface Router {

    /** The home of an account. */
    CompletionStage<Answer<Home>> homeOf(AccountId account);

    /**
     * The site for a new user.
     *
     * @param address the user's address, when the caller stands for somebody else; the router
     *     believes it of identified proxies only
     */
    CompletionStage<Answer<Assignment>> assign(Optional<String> address);
}

package dev.homeport.dcnode.logic.message;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.Fact.MessageSent;
import dev.homeport.dcnode.entry.MessageText;
import dev.homeport.dcnode.entry.RequestId;
import dev.homeport.dcnode.logic.append.AppendOutcome;
import dev.homeport.dcnode.logic.append.AwaitedOpenings;
import dev.homeport.dcnode.logic.append.FactAppender;
import dev.homeport.dcnode.logic.append.Home;
import dev.homeport.dcnode.logic.append.Homes;
import dev.homeport.dcnode.logic.append.Refusal;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ErrorCode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes messages at the sender's home. One request id of one account is one message, whatever is
 * asked again and whenever: the id of the message derives from both. Thread-safe.
 */
public final class Sending {

    private final Homes homes;
    private final Recipients recipients;
    private final FactAppender appender;
    private final AwaitedOpenings openings;

    /** Makes a service that refuses messages whose sender's home has not opened yet. */
    public Sending(Homes homes, Recipients recipients, FactAppender appender) {
        this(homes, recipients, appender, AwaitedOpenings.none(homes));
    }

    /**
     * Makes the service.
     *
     * @param homes where the homes are
     * @param recipients tells who is known
     * @param appender writes the messages
     * @param openings where messages wait whose sender's home opens in a moment
     */
    public Sending(
            Homes homes, Recipients recipients, FactAppender appender, AwaitedOpenings openings) {
        this.homes = homes;
        this.recipients = recipients;
        this.appender = appender;
        this.openings = openings;
    }

    /** What became of a message. */
    public sealed interface Result {

        /**
         * The message is taken and will be delivered.
         *
         * @param message its id
         * @param kept how it came to be so
         */
        record Accepted(DerivedId message, Kept kept) implements Result {}

        /**
         * It was not, or perhaps not, taken.
         *
         * @param refusal why
         */
        record Refused(Refusal refusal) implements Result {}
    }

    /** Which message holds under the request id. */
    public enum Kept {
        /** This one, taken now. */
        THIS,
        /** The same one, taken earlier. */
        SAME,
        /** One with another text or recipient, taken earlier; this one was not taken. */
        OTHER
    }

    /**
     * Sends a message.
     *
     * @param sender who sends; its home must be here
     * @param request the name that the sender chose for this message
     * @param recipient who is to get it
     * @param text what it says
     */
    public CompletionStage<Result> send(
            AccountId sender, RequestId request, AccountId recipient, MessageText text) {
        if (homes.homeOf(sender.shard()) instanceof Home.Elsewhere elsewhere) {
            return CompletableFuture.completedFuture(new Result.Refused(Refusal.moved(elsewhere)));
        }
        return recipients
                .ask(recipient)
                .thenCompose(knowledge ->
                        switch (knowledge) {
                            case ABSENT -> CompletableFuture.completedFuture(absent(recipient));
                            case KNOWN, CANNOT_TELL ->
                                    append(
                                            DerivedId.ofSending(sender, request),
                                            new MessageSent(sender, recipient, text));
                        });
    }

    private static Result absent(AccountId recipient) {
        return new Result.Refused(
                Refusal.of(
                        ErrorCode.NOT_FOUND,
                        "to: account "
                                + recipient
                                + " is not known at this site; an account registered elsewhere a"
                                + " moment ago may still be on its way"));
    }

    private CompletionStage<Result> append(DerivedId message, MessageSent sent) {
        return openings.opened(sent.sender().shard())
                .thenCompose(_ -> appender.append(message, Optional.empty(), sent))
                .thenApply(outcome ->
                        switch (outcome) {
                            case AppendOutcome.Acknowledged _ ->
                                    new Result.Accepted(message, Kept.THIS);
                            case AppendOutcome.Repeated(var _, var kept) ->
                                    new Result.Accepted(
                                            message,
                                            kept.isPresent() && !kept.get().equals(sent)
                                                    ? Kept.OTHER
                                                    : Kept.SAME);
                            case AppendOutcome.Refused(var refusal) -> new Result.Refused(refusal);
                        });
    }
}

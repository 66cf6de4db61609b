package dev.homeport.dcnode.adapter.protobuf;

import dev.homeport.dcnode.entry.Fact;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.wire.dcnode.Adopted;

/** Adoptions as protobuf messages. Stateless and thread-safe. */
final class Adoptions {

    private Adoptions() {}

    static Adopted written(Fact.Adopted adopted) {
        var message =
                Adopted.newBuilder()
                        .setOriginal(Positions.written(adopted.original()))
                        .setOriginalEpoch(adopted.originalEpoch().value());
        switch (adopted.fact()) {
            case Fact.AccountRegistered fact ->
                    message.setAccountRegistered(Contents.registered(fact));
            case Fact.MessageSent fact -> message.setMessageSent(Contents.sent(fact));
            case Fact.MessageDelivered _, Fact.Adopted _ ->
                    throw new IllegalArgumentException(
                            "adopted: a fact of type " + adopted.fact().type() + " is not adopted");
        }
        return message.build();
    }

    static Fact.Adopted read(Adopted message) {
        if (!message.hasOriginal()) {
            throw new IllegalArgumentException("an adoption does not say what it adopts");
        }
        var fact =
                switch (message.getFactCase()) {
                    case ACCOUNT_REGISTERED -> Contents.registered(message.getAccountRegistered());
                    case MESSAGE_SENT -> Contents.sent(message.getMessageSent());
                    case FACT_NOT_SET ->
                            throw new IllegalArgumentException("an adoption has no fact");
                };
        return new Fact.Adopted(
                Positions.read(message.getOriginal()), new Epoch(message.getOriginalEpoch()), fact);
    }
}

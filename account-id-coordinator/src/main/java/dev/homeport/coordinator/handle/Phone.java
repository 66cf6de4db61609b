package dev.homeport.coordinator.handle;

/**
 * A phone number in its normal form, made by {@link PhoneForm}. Immutable and thread-safe. It is
 * personal data: {@link #toString} does not show it.
 *
 * @param e164 the number as E.164 writes it: a plus, the country code and the rest, digits only
 */
public record Phone(String e164) {

    @Override
    public String toString() {
        return "phone of " + e164.length() + " characters";
    }
}

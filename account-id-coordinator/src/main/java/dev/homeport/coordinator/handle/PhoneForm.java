package dev.homeport.coordinator.handle;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The form of phone numbers: reads what people type and gives the one E.164 form of it. Messages do
 * not repeat the number, which is personal data. Thread-safe.
 */
public final class PhoneForm {

    private static final int MAX_RAW_LENGTH = 64;

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();

    /** Makes the form of this release. */
    public PhoneForm() {}

    /**
     * Reads a phone number.
     *
     * @param typed what somebody typed
     * @param region where a number without a country code belongs, two letters such as {@code CN};
     *     empty when it must have one
     * @throws IllegalArgumentException if it is no phone number; the message says what to do
     */
    public Phone read(String typed, Optional<String> region) {
        if (typed.length() > MAX_RAW_LENGTH) {
            throw refused("has more than " + MAX_RAW_LENGTH + " characters", null);
        }
        if (region.isPresent() && !numbers.getSupportedRegions().contains(region.get())) {
            throw new IllegalArgumentException(
                    "region: not one that has phone numbers; use two capital letters such as CN");
        }
        try {
            var number = numbers.parse(typed, region.orElse(null));
            if (number.hasExtension() || !numbers.isValidNumber(number)) {
                throw refused("is not one that exists, or has an extension", null);
            }
            return new Phone(numbers.format(number, PhoneNumberFormat.E164));
        } catch (NumberParseException e) {
            throw refused("cannot be read (" + e.getErrorType() + ")", e);
        }
    }

    private static IllegalArgumentException refused(String why, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "phone: the number " + why + "; write a plus, the country code and the number",
                cause);
    }
}

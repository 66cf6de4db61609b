package dev.homeport.coordinator.handle;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.text.SpoofChecker.RestrictionLevel;
import dev.homeport.vocabulary.Quoted;

/**
 * The form of handles: reads what people type, refuses what a handle cannot be, and makes equal
 * whatever looks equal.
 *
 * <ol>
 *   <li>Text with lone surrogates, or with characters that cannot be seen, is refused.
 *   <li>Compatibility characters and case are folded (NFKC_Casefold, which knows no locale; a dot
 *       over an {@code i} goes too, so that the Turkish letters meet the others).
 *   <li>Letters, their marks, decimal digits, {@code _} and {@code .} may stand in a handle,
 *       {@value #MIN_LENGTH} to {@value #MAX_LENGTH} of them; the first is a letter, the last no
 *       separator, and separators do not follow each other.
 *   <li>Scripts may mix only as UTS #39 calls highly restrictive: Latin with Chinese, Japanese or
 *       Korean, else one script alone.
 *   <li>For comparing, look-alikes are folded by the skeleton of UTS #39.
 * </ol>
 *
 * <p>The tables are those of the pinned ICU release, not of the Java that runs. A new ICU release
 * may fold differently: it comes as a new version of the claim key. Thread-safe.
 */
public final class HandleForm {

    /** The least length in code points, after folding. */
    public static final int MIN_LENGTH = 2;

    /** The greatest length in code points, after folding. */
    public static final int MAX_LENGTH = 32;

    private static final int MAX_RAW_LENGTH = 256;
    private static final int MAX_MARKS_IN_A_ROW = 3;
    private static final int MAX_FOLDINGS = 8;
    private static final String DOTTED_I = "i\u0307";

    private final Normalizer2 folding = Normalizer2.getNFKCCasefoldInstance();
    private final SpoofChecker looks =
            new SpoofChecker.Builder()
                    .setChecks(SpoofChecker.CONFUSABLE | SpoofChecker.RESTRICTION_LEVEL)
                    .setRestrictionLevel(RestrictionLevel.HIGHLY_RESTRICTIVE)
                    .build();

    /** Makes the form of this release. */
    public HandleForm() {}

    /**
     * Reads a handle.
     *
     * @param typed what somebody typed
     * @throws IllegalArgumentException if it is no handle; the message says why and what to do
     */
    public Handle read(String typed) {
        if (typed.length() > MAX_RAW_LENGTH) {
            throw refused(typed, "is too long", lengthRule());
        }
        refuseUnseen(typed);
        var shown = fold(typed);
        refuseCharacters(typed, shown);
        var length = shown.codePointCount(0, shown.length());
        if (length < MIN_LENGTH || length > MAX_LENGTH) {
            throw refused(typed, "has " + length + " characters", lengthRule());
        }
        var result = new SpoofChecker.CheckResult();
        if (looks.failsChecks(shown, result)
                && (result.checks & SpoofChecker.RESTRICTION_LEVEL) != 0) {
            throw refused(
                    typed,
                    "mixes scripts that look alike",
                    "use one script, or Latin with Chinese, Japanese or Korean");
        }
        return new Handle(shown, skeleton(shown));
    }

    private String fold(String text) {
        return folding.normalize(folding.normalize(text).replace(DOTTED_I, "i"));
    }

    /** Folding a skeleton may bring up another look-alike, such as 0 to O to o: until it rests. */
    private String skeleton(String shown) {
        var before = shown;
        for (var i = 0; i < MAX_FOLDINGS; i++) {
            var after = fold(looks.getSkeleton(before));
            if (after.equals(before)) {
                return after;
            }
            before = after;
        }
        throw new IllegalStateException("skeleton of " + Quoted.of(shown) + " does not settle");
    }

    private static void refuseUnseen(String typed) {
        for (var i = 0; i < typed.length(); ) {
            var c = typed.codePointAt(i);
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                throw refused(typed, "holds half a character at " + i, "send valid Unicode");
            }
            if (UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT)) {
                throw refused(
                        typed,
                        "holds " + name(c) + ", which cannot be seen, at " + i,
                        "leave it out");
            }
            i += Character.charCount(c);
        }
    }

    private static void refuseCharacters(String typed, String shown) {
        var separatorBefore = false;
        var marks = 0;
        for (var i = 0; i < shown.length(); ) {
            var c = shown.codePointAt(i);
            var separator = c == '_' || c == '.';
            var mark = isMark(c);
            marks = mark ? marks + 1 : 0;
            if (!separator && !mark && !UCharacter.isLetter(c) && !UCharacter.isDigit(c)) {
                throw refused(
                        typed, "holds " + name(c), "use letters, digits, underscores and dots");
            }
            if (i == 0 && !UCharacter.isLetter(c)) {
                throw refused(typed, "begins with " + name(c), "begin with a letter");
            }
            if (separator && (separatorBefore || i + 1 == shown.length())) {
                throw refused(
                        typed,
                        "has a separator at the end or next to another",
                        "put single underscores and dots between letters and digits");
            }
            if (marks > MAX_MARKS_IN_A_ROW) {
                throw refused(
                        typed,
                        "has more than " + MAX_MARKS_IN_A_ROW + " marks on one letter",
                        "use fewer");
            }
            separatorBefore = separator;
            i += Character.charCount(c);
        }
    }

    private static boolean isMark(int c) {
        return switch (UCharacter.getType(c)) {
            case UCharacter.NON_SPACING_MARK, UCharacter.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    private static String name(int c) {
        return "U+%04X".formatted(c);
    }

    private static String lengthRule() {
        return "use " + MIN_LENGTH + " to " + MAX_LENGTH;
    }

    private static IllegalArgumentException refused(String typed, String why, String mend) {
        return new IllegalArgumentException(
                "handle: " + Quoted.of(typed) + " " + why + "; " + mend);
    }
}

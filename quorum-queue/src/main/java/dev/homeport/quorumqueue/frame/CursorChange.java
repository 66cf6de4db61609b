package dev.homeport.quorumqueue.frame;

import java.util.regex.Pattern;

/** A change of a named cursor. */
public sealed interface CursorChange {

    /** The form of a cursor's name. */
    Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");

    /** The cursor's name. */
    String name();

    /**
     * Moves a cursor forward, making it when there is none.
     *
     * @param name the cursor
     * @param position up to which position its consumer is done, 0 to begin with
     */
    record Advance(String name, long position) implements CursorChange {

        /**
         * Makes an advance.
         *
         * @throws IllegalArgumentException if the name is none or the position negative
         */
        public Advance {
            checkName(name);
            if (position < 0) {
                throw new IllegalArgumentException(
                        "position: " + position + " of cursor " + name + " is negative");
            }
        }
    }

    /**
     * Forgets a cursor.
     *
     * @param name the cursor
     */
    record Drop(String name) implements CursorChange {

        /**
         * Makes a drop.
         *
         * @throws IllegalArgumentException if the name is none
         */
        public Drop {
            checkName(name);
        }
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "cursor: a name has 1 to 64 lower-case letters, digits, dots and hyphens and"
                            + " begins with a letter or digit; this one has "
                            + name.length()
                            + " characters");
        }
    }
}

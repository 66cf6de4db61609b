package dev.homeport.local.adapter.tcp;

import java.nio.ByteBuffer;

/** What travels through a {@link Pipe}: bytes, and the events around them, in their order. */
sealed interface Parcel {

    /** Returns how many bytes it occupies. */
    int size();

    /** The dialling side's request to connect. */
    record Dial() implements Parcel {
        @Override
        public int size() {
            return 0;
        }
    }

    /** The answering side's word that the connection stands. */
    record Established() implements Parcel {
        @Override
        public int size() {
            return 0;
        }
    }

    /**
     * Bytes.
     *
     * @param bytes to be written; whoever takes the parcel owns them
     */
    record Data(ByteBuffer bytes) implements Parcel {
        @Override
        public int size() {
            return bytes.limit();
        }
    }

    /** The sender will send nothing more. */
    record Finish() implements Parcel {
        @Override
        public int size() {
            return 0;
        }
    }

    /** The sender has reset the connection, or never accepted it. */
    record Abort() implements Parcel {
        @Override
        public int size() {
            return 0;
        }
    }
}

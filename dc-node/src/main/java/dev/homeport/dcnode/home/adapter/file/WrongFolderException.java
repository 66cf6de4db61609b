package dev.homeport.dcnode.home.adapter.file;

import java.io.IOException;

/** A folder that was never formatted, or is another fleet's or another site's: never to be used. */
public final class WrongFolderException extends IOException {

    private static final long serialVersionUID = 1;

    WrongFolderException(String message) {
        super(message);
    }
}

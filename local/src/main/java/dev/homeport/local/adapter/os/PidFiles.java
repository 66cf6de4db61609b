package dev.homeport.local.adapter.os;

import dev.homeport.local.adapter.file.PrivateFiles;
import dev.homeport.local.process.PidRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pid files of a state folder: one per running process. Thread-safe for different names. */
final class PidFiles {

    private static final String SUFFIX = ".pid";

    private final Path folder;

    PidFiles(Path folder) {
        this.folder = folder;
    }

    void write(PidRecord record) throws IOException {
        PrivateFiles.createFolder(folder);
        PrivateFiles.write(folder.resolve(record.name() + SUFFIX), record.toText());
    }

    void delete(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name + SUFFIX));
    }

    /** Returns what all readable files say, and removes those that cannot be read as pid files. */
    List<PidRecord> readAll() throws IOException {
        var records = new ArrayList<PidRecord>();
        if (!Files.isDirectory(folder)) {
            return records;
        }
        try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (var file : files) {
                var record = read(file);
                if (record.isPresent()) {
                    records.add(record.get());
                } else {
                    Files.delete(file);
                }
            }
        }
        return records;
    }

    private static Optional<PidRecord> read(Path file) throws IOException {
        return PidRecord.parse(Files.readString(file))
                .filter(record -> file.endsWith(record.name() + SUFFIX));
    }
}

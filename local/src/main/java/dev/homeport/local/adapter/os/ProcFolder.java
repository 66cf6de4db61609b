package dev.homeport.local.adapter.os;

import dev.homeport.local.process.LaunchMark;
import dev.homeport.local.process.ObservedProcess;
import dev.homeport.local.process.ProcessFingerprint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code /proc} tells about the processes of this machine. Stateless. */
final class ProcFolder {

    private static final Path PROC = Path.of("/proc");
    private static final int STATE = 0;
    private static final int START_TICKS = 19;
    private static final int LONGEST_COMMAND = 120;

    private ProcFolder() {}

    static String bootId() throws IOException {
        return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
    }

    /** Returns the process of that number, or nothing if none runs; one that is dead does not. */
    static Optional<ObservedProcess> observe(long pid) throws IOException {
        var folder = PROC.resolve(Long.toString(pid));
        String stat;
        try {
            stat = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return Optional.empty();
        }
        // The name of the program stands in parentheses and may hold anything, blanks included.
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        if (fields[STATE].equals("Z") || fields[STATE].equals("X")) {
            return Optional.empty();
        }
        var fingerprint =
                new ProcessFingerprint(pid, bootId(), Long.parseLong(fields[START_TICKS]));
        return Optional.of(new ObservedProcess(fingerprint, markOf(folder), commandOf(folder)));
    }

    private static Optional<LaunchMark> markOf(Path folder) {
        var prefix = LaunchMark.VARIABLE + "=";
        for (var variable : parts(folder.resolve("environ"))) {
            if (variable.startsWith(prefix)) {
                return LaunchMark.parse(variable.substring(prefix.length()));
            }
        }
        return Optional.empty();
    }

    private static String commandOf(Path folder) {
        var command = String.join(" ", parts(folder.resolve("cmdline"))).strip();
        return command.length() <= LONGEST_COMMAND
                ? command
                : command.substring(0, LONGEST_COMMAND) + "…";
    }

    /** The parts of a file that separates them by zero bytes; none if it may not be read. */
    private static String[] parts(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).split("\0");
        } catch (IOException e) {
            return new String[0];
        }
    }

    static List<Long> pids() throws IOException {
        var pids = new ArrayList<Long>();
        try (var entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (var entry : entries) {
                pids.add(Long.parseLong(entry.getFileName().toString()));
            }
        }
        return pids;
    }

    /** Returns whether a process has one of some sockets open; false if that may not be read. */
    static boolean hasSocket(long pid, List<Long> inodes) {
        var folder = PROC.resolve(Long.toString(pid)).resolve("fd");
        try (var descriptors = Files.newDirectoryStream(folder)) {
            for (var descriptor : descriptors) {
                if (inodes.contains(inodeOf(descriptor))) {
                    return true;
                }
            }
        } catch (IOException e) {
            return false;
        }
        return false;
    }

    /** Returns whether a process has a file open; false if that may not be read. */
    static boolean hasOpen(long pid, Path file) {
        var folder = PROC.resolve(Long.toString(pid)).resolve("fd");
        try (var descriptors = Files.newDirectoryStream(folder)) {
            for (var descriptor : descriptors) {
                if (isSame(descriptor, file)) {
                    return true;
                }
            }
        } catch (IOException e) {
            return false;
        }
        return false;
    }

    private static boolean isSame(Path descriptor, Path file) {
        try {
            return Files.isSameFile(descriptor, file);
        } catch (IOException e) {
            return false; // a socket, or closed meanwhile
        }
    }

    private static long inodeOf(Path descriptor) {
        try {
            var target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("socket:[")
                    ? Long.parseLong(target.substring("socket:[".length(), target.length() - 1))
                    : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    static String socketTable(String name) {
        try {
            return Files.readString(PROC.resolve("net").resolve(name));
        } catch (IOException e) {
            return ""; // a machine without IPv6 has no table of it
        }
    }
}

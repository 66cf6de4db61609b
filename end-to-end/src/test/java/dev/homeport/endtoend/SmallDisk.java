package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A small file system of its own under one folder, so that a disk can be filled without filling
 * anybody else's: an image that is mounted. Only root can do that.
 */
final class SmallDisk implements AutoCloseable {

    private static final long BYTES = 1_500L << 20;
    private static final int MEBIBYTE = 1 << 20;

    private final Path image;
    private final Path folder;

    private SmallDisk(Path image, Path folder) {
        this.image = image;
        this.folder = folder;
    }

    /** Mounts one, if this user may. */
    static Optional<SmallDisk> mount(Path folder) throws IOException, InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.empty();
        }
        Files.createDirectories(folder);
        var image = Files.createTempFile("homeport-disk", ".ext4");
        try (var file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(BYTES);
        }
        if (run("mkfs.ext4", "-q", "-F", "-m", "0", image.toString())
                && run("mount", "-o", "loop", image.toString(), folder.toString())) {
            Files.delete(folder.resolve("lost+found"));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            return Optional.of(new SmallDisk(image, folder));
        }
        Files.delete(image);
        return Optional.empty();
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(List.of(command)).inheritIO().start();
        try {
            return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Leaves no byte free, until it is closed. */
    Filling fill() throws IOException {
        var filling = new Filling(folder.resolve("filling"));
        filling.again();
        return filling;
    }

    /** What fills a disk. */
    static final class Filling implements AutoCloseable {

        private final Path file;

        private Filling(Path file) {
            this.file = file;
        }

        /** Takes what has become free since. */
        void again() throws IOException {
            for (var size : List.of(MEBIBYTE, 1)) {
                try (var out =
                        Files.newOutputStream(
                                file,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.APPEND,
                                StandardOpenOption.DSYNC)) {
                    var bytes = new byte[size];
                    while (true) {
                        out.write(bytes);
                    }
                } catch (IOException e) {
                    assertThat(e).hasMessageContaining("No space left");
                }
            }
        }

        @Override
        public void close() throws IOException {
            Files.delete(file);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        assertThat(run("umount", folder.toString())).as("umount %s", folder).isTrue();
        Files.delete(image);
    }
}

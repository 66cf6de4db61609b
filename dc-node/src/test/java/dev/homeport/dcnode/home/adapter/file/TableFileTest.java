package dev.homeport.dcnode.home.adapter.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.wireformat.adapter.journal.DamagedFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFileTest {

    @TempDir private Path folder;

    private Path file() {
        return folder.resolve("store").resolve("table");
    }

    @Test
    void newestTableIsReadAfterARestart() throws Exception {
        var newer = Tables.first().withTtl(Tables.CANADA, 5_000);
        TableFile.format(file(), Tables.first());
        assertThat(open().read()).isEqualTo(Tables.first());

        open().keep(newer);

        assertThat(open().read()).isEqualTo(newer);
    }

    @Test
    void flippedBitIsFound() throws Exception {
        TableFile.format(file(), Tables.first());
        var bytes = Files.readAllBytes(file());
        bytes[bytes.length / 2] ^= 1;
        Files.write(file(), bytes);

        assertThatThrownBy(this::open).isInstanceOf(DamagedFileException.class);
    }

    @Test
    void missingFileAndAnotherFleetsAreRefused() throws Exception {
        assertThatThrownBy(this::open).isInstanceOf(WrongFolderException.class);
        TableFile.format(file(), Tables.ofAnotherFleet());
        assertThatThrownBy(this::open).isInstanceOf(WrongFolderException.class);
    }

    private TableFile open() throws Exception {
        return TableFile.open(file(), Tables.first().fleet());
    }
}

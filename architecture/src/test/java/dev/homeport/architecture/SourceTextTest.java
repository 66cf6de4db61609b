package dev.homeport.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTextTest {

    @Test
    void publicTypesAreDocumented() throws Exception {
        var sources = BuiltModules.ofThisCheckout().sources();

        assertThat(sources).isNotEmpty();
        assertThat(SourceText.publicTypesWithoutJavadoc(sources)).isEmpty();
    }

    @Test
    void undocumentedTypesAreFound(@TempDir Path folder) throws Exception {
        var source =
                Files.writeString(
                        folder.resolve("Shape.java"),
                        """
                        /** A shape. */
                        public sealed interface Shape {
                            /** Round. */
                            record Circle(int radius) implements Shape {}
                            record Square(int side) implements Shape {}
                            // Not documentation.
                            enum Colour { RED }
                        }

                        class Hidden {
                            public record AlsoHidden() {}
                        }
                        """);
        var blank = Files.writeString(folder.resolve("Blank.java"), "/** */ public class Blank {}");

        var found = SourceText.publicTypesWithoutJavadoc(List.of(source, blank));

        assertThat(found)
                .containsExactly("Shape.java: Square", "Shape.java: Colour", "Blank.java: Blank");
    }
}

package dev.homeport.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PomTest {

    @Test
    void everyVersionIsAPropertyOfTheRootPom() throws Exception {
        var modules = BuiltModules.ofThisCheckout();

        assertThat(Pom.read(modules.root().resolve("pom.xml")).literalVersions()).isEmpty();
        for (var module : modules.names()) {
            var pom = Pom.read(modules.root().resolve(module).resolve("pom.xml"));
            assertThat(pom.literalVersions()).as(module).isEmpty();
        }
    }

    @Test
    void aVersionThatIsWrittenOutIsFound(@TempDir Path folder) throws Exception {
        var pom =
                Files.writeString(
                        folder.resolve("pom.xml"),
                        """
                        <project>
                            <parent><version>1</version></parent>
                            <version>2</version>
                            <dependencies>
                                <dependency><version>3</version></dependency>
                                <dependency><version>${four}</version></dependency>
                            </dependencies>
                            <build><plugins><plugin><version> 5 </version></plugin></plugins></build>
                        </project>
                        """);

        assertThat(Pom.read(pom).literalVersions()).containsExactly("3", "5");
    }
}

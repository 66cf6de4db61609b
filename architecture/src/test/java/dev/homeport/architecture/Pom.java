package dev.homeport.architecture;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What the rules read from a {@code pom.xml}. */
record Pom(Document document) {

    static Pom read(Path path) throws Exception {
        var parser = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
        return new Pom(parser.parse(path.toFile()));
    }

    /** The modules, in their order. */
    List<String> modules() {
        return elements("module").map(Pom::text).toList();
    }

    /**
     * Versions of dependencies and plugins that are written out instead of taken from a property.
     */
    List<String> literalVersions() {
        return elements("version")
                .filter(version -> !choosesNothing((Element) version.getParentNode()))
                .map(Pom::text)
                .filter(version -> !version.startsWith("${"))
                .toList();
    }

    private static boolean choosesNothing(Element owner) {
        return List.of("project", "parent", "requireJavaVersion", "requireMavenVersion")
                .contains(owner.getTagName());
    }

    private Stream<Element> elements(String tag) {
        var nodes = document.getElementsByTagName(tag);
        return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i));
    }

    private static String text(Element element) {
        return element.getTextContent().strip();
    }
}

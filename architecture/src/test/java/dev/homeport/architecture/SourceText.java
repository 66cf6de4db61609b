package dev.homeport.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;

/** What can be read in sources only: the compiler does not keep documentation. */
final class SourceText {

    private SourceText() {}

    /** The public types in the sources that have no Javadoc, as "file: type". */
    static List<String> publicTypesWithoutJavadoc(Collection<Path> sources) throws IOException {
        if (sources.isEmpty()) {
            return List.of();
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources));
            var documentation = DocTrees.instance(task);
            var found = new ArrayList<String>();
            for (var unit : task.parse()) {
                new UndocumentedTypes(unit, documentation, found).scan(unit, null);
            }
            return List.copyOf(found);
        }
    }

    private static final class UndocumentedTypes extends TreePathScanner<Void, Void> {

        private final CompilationUnitTree unit;
        private final DocTrees documentation;
        private final List<String> found;

        UndocumentedTypes(CompilationUnitTree unit, DocTrees documentation, List<String> found) {
            this.unit = unit;
            this.documentation = documentation;
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            if (!isPublic(type, getCurrentPath())) {
                return null; // whatever it holds cannot be reached from outside either
            }
            var comment = documentation.getDocComment(getCurrentPath());
            if (comment == null || comment.isBlank()) {
                var file = Path.of(unit.getSourceFile().toUri()).getFileName();
                found.add(file + ": " + type.getSimpleName());
            }
            return super.visitClass(type, null);
        }

        private static boolean isPublic(ClassTree type, TreePath path) {
            var parent = path.getParentPath().getLeaf().getKind();
            return type.getModifiers().getFlags().contains(Modifier.PUBLIC)
                    || parent == Tree.Kind.INTERFACE
                    || parent == Tree.Kind.ANNOTATION_TYPE;
        }
    }
}

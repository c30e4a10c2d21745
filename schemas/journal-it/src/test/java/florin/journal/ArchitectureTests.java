package florin.journal;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import florin.architecture.ArchitectureRules;
import java.nio.file.Path;

class ArchitectureTests implements ArchitectureRules {

  /** The runtime without journal-test, which opens databases as an operator does. */
  @Override
  public JavaClasses importClasses() {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .withImportOption(location -> !location.contains("/florin/journal/test/"))
        .importPackages("florin.journal");
  }

  @Override
  public Path module() {
    return Path.of("..", "journal");
  }
}

package florin.journal;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import florin.architecture.ModuleRules;
import java.nio.file.Path;

/** The test support. */
class TestSupportArchitectureTests implements ModuleRules {

  @Override
  public JavaClasses importClasses() {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages("florin.journal.test");
  }

  @Override
  public Path module() {
    return Path.of("..", "journal-test");
  }
}

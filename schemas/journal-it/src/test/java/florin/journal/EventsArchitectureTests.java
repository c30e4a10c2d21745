package florin.journal;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import florin.journal.test.ModuleRules;
import java.nio.file.Path;

/** The contracts. */
class EventsArchitectureTests implements ModuleRules {

  @Override
  public JavaClasses ours() {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages("florin.events");
  }

  @Override
  public Path module() {
    return Path.of("..", "events");
  }
}

package florin.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The imported classes of each test class: an import takes seconds, and each rule needs one. */
final class ImportedClasses {

  static final Map<Class<?>, JavaClasses> BY_TEST = new ConcurrentHashMap<>();

  private ImportedClasses() {}
}

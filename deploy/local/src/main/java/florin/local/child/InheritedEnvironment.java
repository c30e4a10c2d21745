package florin.local.child;

import java.util.Map;
import java.util.Set;

/** The part of the launcher's environment that children inherit: nothing that could be a secret. */
final class InheritedEnvironment {

  private static final Set<String> NAMES =
      Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ", "TMPDIR", "TERM");

  private InheritedEnvironment() {}

  static void reduce(Map<String, String> environment) {
    environment.keySet().retainAll(NAMES);
  }
}

package florin.local.child;

import java.util.Map;
import java.util.Set;

/** What a child sees of the launcher's own environment: nothing that could be a secret. */
final class InheritedEnvironment {

  private static final Set<String> NAMES =
      Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ", "TMPDIR", "TERM");

  private InheritedEnvironment() {}

  static void reduce(Map<String, String> environment) {
    environment.keySet().retainAll(NAMES);
  }
}

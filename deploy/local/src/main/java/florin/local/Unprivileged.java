package florin.local;

import com.sun.security.auth.module.UnixSystem;
import florin.local.child.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How PostgreSQL, which refuses to run as root, is run by root: in a user namespace that hides who
 * it is, else as the system's {@code nobody}.
 */
record Unprivileged(List<String> prefix) {

  private static final List<String> UNSHARE = List.of("unshare", "-U");
  private static final List<String> SETPRIV =
      List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups");

  /**
   * @param data the folder to be written, handed over to {@code nobody} if need be
   * @throws CannotStart when root cannot become anyone else here
   */
  static Unprivileged here(Path data) {
    if (new UnixSystem().getUid() != 0) {
      return new Unprivileged(List.of());
    }
    if (Programs.succeeds(with(UNSHARE, "true"))) {
      return new Unprivileged(UNSHARE);
    }
    if (Programs.succeeds(List.of("chown", "-R", "nobody:nogroup", data.toString()))
        && Programs.succeeds(with(SETPRIV, "test", "-w", data.toString()))) {
      return new Unprivileged(SETPRIV);
    }
    throw new CannotStart(
        "PostgreSQL does not run as root, and neither 'unshare -U' nor 'setpriv' to nobody works"
            + " for "
            + data
            + ": start Florin as an ordinary user");
  }

  private static List<String> with(List<String> prefix, String... command) {
    return new Unprivileged(prefix).run(command);
  }

  List<String> run(String... command) {
    return Stream.concat(prefix.stream(), List.of(command).stream()).toList();
  }
}

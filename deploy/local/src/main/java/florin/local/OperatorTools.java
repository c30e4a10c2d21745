package florin.local;

import florin.local.host.FlorinHome;
import florin.local.host.Jvm;
import florin.local.storage.ServiceName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes operator tools into {@code FLORIN_HOME/bin}: Kafka's tools, {@code psql} and the import of
 * files, configured for this Florin. They contain no password; a tool that needs one reads it from
 * the secrets when it runs.
 */
record OperatorTools(
    FlorinHome home, int postgresPort, String kafkaBootstrap, ProcessSpecs layout) {

  private static final String EVENT_TEXT = "florin.journal.kafka.EventTextDeserializer";

  void write() {
    write(
        "kafka-console-consumer",
        kafka(
            "org.apache.kafka.tools.consumer.ConsoleConsumer",
            "--formatter-property print.key=true --formatter-property print.headers=true"
                + " --formatter-property value.deserializer="
                + EVENT_TEXT));
    write("kafka-topics", kafka("org.apache.kafka.tools.TopicCommand", ""));
    write(
        "kafka-consumer-groups",
        kafka("org.apache.kafka.tools.consumer.group.ConsumerGroupCommand", ""));
    write("florin-psql", psql());
    write("florin-operate", operate());
    write("florin-import", imports());
    write("florin-migrate", migrate());
  }

  private String kafka(String tool, String options) {
    return String.join(
        "\n",
        List.of(
            "#!/bin/sh",
            "exec "
                + quoted(Jvm.program())
                + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m \\",
            "  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
                + " -Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener \\",
            "  -Dlogback.configurationFile=" + quoted(quiet().toString()) + " \\",
            "  -cp " + quoted(Jvm.classpath()) + " \\",
            "  " + tool + " --bootstrap-server " + kafkaBootstrap + " " + options + " \"$@\"",
            ""));
  }

  private String psql() {
    return String.join(
        "\n",
        List.of(
            "#!/bin/sh",
            "# florin-psql SERVICE [ROLE] [psql options]; SERVICE is accounts, transactions,"
                + " provider_sync or planning,",
            "# ROLE is app (sees nothing unless app.user_id is set), worker (sees all rows) or"
                + " owner.",
            "service=${1:?service: accounts, transactions, provider_sync or planning}; shift",
            "role=app",
            "case \"${1:-}\" in app|worker|relay|owner) role=$1; shift;; esac",
            "PGPASSWORD=$(sed -n \"s/^$role=//p\" "
                + quoted(home.resolve("secrets").toString())
                + "/$service.properties)",
            "export PGPASSWORD",
            "exec psql -h 127.0.0.1 -p "
                + postgresPort
                + " -U \"${service}_$role\" -d \"florin_$service\" \"$@\"",
            ""));
  }

  private String operate() {
    List<String> lines = new ArrayList<>();
    lines.add("#!/bin/sh");
    lines.add("# florin-operate SERVICE OPERATION [JSON | ?QUERY]; OPERATION is rebuild, mirror,");
    lines.add("# relay, inbox or parked. Alone it tells how things stand, with JSON ('{}' too) it");
    lines.add("# acts, with ?QUERY it gives up (parked only).");
    lines.add("case \"${1:-}\" in");
    for (ServiceName serviceName : ServiceName.values()) {
      lines.add("  " + serviceName.role() + ") url=" + layout.serviceUrl(serviceName) + ";;");
    }
    lines.add(
        "  *) echo 'SERVICE: accounts, transactions, provider_sync or planning' >&2; exit 2;;");
    lines.add("esac");
    lines.add("operation=${2:?OPERATION: rebuild, mirror, relay, inbox or parked}");
    lines.add("case \"${3:-}\" in");
    lines.add("  '') set -- \"$url/actuator/$operation\";;");
    lines.add("  \\?*) set -- -X DELETE \"$url/actuator/$operation$3\";;");
    lines.add("  *) set -- -d \"$3\" \"$url/actuator/$operation\";;");
    lines.add("esac");
    lines.add(
        "sed 's/.*/user = \"operator:&\"/' "
            + quoted(home.resolve("secrets").resolve("operator").toString())
            + " | curl -sS -K - -H 'Content-Type: application/json' \"$@\"");
    lines.add("");
    return String.join("\n", lines);
  }

  private String imports() {
    return String.join(
        "\n",
        List.of(
            "#!/bin/sh",
            "# florin-import [-a ACCOUNT_ID] FILE...: imports bank files; without arguments it"
                + " explains itself.",
            "exec "
                + quoted(Jvm.program())
                + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx64m \\",
            "  -Dlogback.configurationFile=" + quoted(quiet().toString()) + " \\",
            "  -cp " + quoted(Jvm.classpath()) + " \\",
            "  florin.local.files.FileImports --url " + layout.gatewayUrl() + " \"$@\"",
            ""));
  }

  private String migrate() {
    return String.join(
        "\n",
        List.of(
            "#!/bin/sh",
            "# florin-migrate COMMAND --source SOURCE: brings the content of a pyNance database.",
            "exec " + quoted(Jvm.program()) + " -XX:+UseSerialGC -Xmx1g -Xmn256m \\",
            "  --enable-native-access=ALL-UNNAMED -cp " + quoted(Jvm.classpath()) + " \\",
            "  florin.migrate.Migrate \"$@\" --gateway " + layout.gatewayUrl() + " \\",
            "  --provider-sync " + layout.serviceUrl(ServiceName.PROVIDER_SYNC) + " \\",
            "  --operator "
                + quoted(home.resolve("secrets").resolve("operator").toString())
                + " \\",
            "  --identity " + quoted(home.resolve("identity").toString()),
            ""));
  }

  private Path quiet() {
    Path file = home.resolve("bin").resolve("logback.xml");
    try {
      Files.createDirectories(home.resolve("bin"));
      Files.writeString(file, "<configuration><root level=\"OFF\"/></configuration>\n");
      return file;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void write(String name, String script) {
    Path file = home.resolve("bin").resolve(name);
    try {
      Files.createDirectories(home.resolve("bin"));
      Files.writeString(file, script);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}

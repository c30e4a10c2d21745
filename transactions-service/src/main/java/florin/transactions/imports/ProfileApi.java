package florin.transactions.imports;

import florin.journal.database.DatabaseReads;
import florin.journal.database.Session;
import florin.journal.stream.Rejection;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.journal.web.Page;
import florin.journal.web.Resources;
import florin.journal.web.field.FieldChecks;
import florin.transactions.imports.store.ImportProfiles;
import florin.transactions.imports.store.ImportProfiles.ImportProfile;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/imports/profiles")
@Tag(name = "Imports")
class ProfileApi {

  private static final int LONGEST_NAME = 200;

  private final ApiCommands api;
  private final DatabaseReads reads;
  private final Resources resources;
  private final ImportProfiles profiles;

  ProfileApi(ApiCommands api, DatabaseReads reads, Resources resources, ImportProfiles profiles) {
    this.api = api;
    this.reads = reads;
    this.resources = resources;
    this.profiles = profiles;
  }

  /** The settings that were chosen for files of the same kind; this is also their export. */
  record ProfileResponse(
      @Schema(description = "The profile.") UUID id,
      @Schema(description = "Version for If-Match.") int version,
      @Schema(description = "Name; at first that of the file.") String name,
      @Schema(description = "Format of its files.") String format,
      @Schema(description = "Identifies files of the same kind.") String shape,
      @Schema(description = "Settings by name.") Map<String, String> settings,
      @Schema(description = "Accounts by their name in the file; * stands for all others.")
          Map<String, String> accounts,
      @Schema(description = "When it was last used.") Instant usedAt) {

    static ProfileResponse of(ImportProfile profile) {
      return new ProfileResponse(
          profile.id(),
          profile.version(),
          profile.name(),
          profile.format(),
          profile.shape(),
          new TreeMap<>(profile.options()),
          new TreeMap<>(profile.accounts()),
          profile.usedAt());
    }
  }

  @Schema(requiredProperties = "name")
  record RenameProfileRequest(
      @Nullable @Schema(description = "1 to 200 characters; needed.") String name) {}

  @GetMapping
  @Operation(summary = "Profiles, by name")
  Mono<Page<ProfileResponse>> list(
      Caller caller,
      @Parameter(description = "How many items a page has: 1 to 500, by default 50.")
          @RequestParam(required = false)
          @Nullable Integer limit,
      @Parameter(description = "`next` of the page before.") @RequestParam(required = false)
          @Nullable String cursor) {
    return resources.page(
        caller,
        "import profiles",
        limit,
        cursor,
        (session, after, size) ->
            profiles
                .page(session, caller.user(), after, size)
                .map(page -> page.stream().map(ProfileResponse::of).toList()),
        one -> List.of(one.name(), one.id().toString()));
  }

  @GetMapping("/{id}")
  @Operation(summary = "One profile with all its settings")
  Mono<ResponseEntity<ProfileResponse>> one(Caller caller, @PathVariable UUID id) {
    return reads
        .read(caller.user(), session -> found(session, caller, id))
        .map(body -> CommandResponse.found(body, body.version()));
  }

  private Mono<ProfileResponse> found(Session session, Caller caller, UUID id) {
    return profiles
        .one(session, caller.user(), id)
        .switchIfEmpty(Mono.error(() -> new Rejection("not-found", "There is no such profile.")))
        .map(ProfileResponse::of);
  }

  @PatchMapping("/{id}")
  @Operation(summary = "Rename a profile")
  Mono<ResponseEntity<ProfileResponse>> rename(
      Caller caller, @PathVariable UUID id, @RequestBody RenameProfileRequest body) {
    String name = FieldChecks.text(FieldChecks.required(body.name(), "name"), "name", LONGEST_NAME);
    return api.run(
        caller,
        ProfileResponse.class,
        unit ->
            found(unit.session(), caller, id)
                .doOnNext(profile -> caller.demandVersion(profile.version()))
                .then(Mono.defer(() -> profiles.rename(unit.session(), caller.user(), id, name)))
                .then(Mono.defer(() -> found(unit.session(), caller, id)))
                .map(profile -> CommandResponse.ok(profile, profile.version())));
  }

  @DeleteMapping("/{id}")
  @Operation(summary = "Delete a profile")
  Mono<ResponseEntity<Void>> delete(Caller caller, @PathVariable UUID id) {
    return api.run(
        caller,
        Void.class,
        unit ->
            found(unit.session(), caller, id)
                .doOnNext(profile -> caller.demandVersion(profile.version()))
                .then(Mono.defer(() -> profiles.delete(unit.session(), caller.user(), id)))
                .then(Mono.fromSupplier(CommandResponse::noContent)));
  }
}

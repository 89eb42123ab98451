package io.prego.command.tenant;

import io.prego.command.handling.Rules;
import io.prego.event.tenant.PlanTier;
import io.prego.kernel.Region;
import io.prego.kernel.Slug;
import io.prego.sealing.Fingerprints;
import jakarta.validation.constraints.NotNull;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a company that wants a tenant has said, every value of it within its rule.
 *
 * @param companyName Unicode NFC, 1 to 200 characters, not blank
 * @param ownerEmail trimmed
 */
record TenantApplication(
        String companyName,
        Slug slug,
        Region region,
        PlanTier planTier,
        String ownerEmail,
        @Nullable String ownerName,
        RegisterTenant.Placement placement) {

    private static final int NAME_LENGTH_MAX = 200;
    private static final int EMAIL_LENGTH_MAX = 254; // RFC 5321, section 4.5.3.1.3, less the angle brackets
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@\\p{Cntrl}\"<>(),;:\\\\]{1,64}@[\\p{L}\\p{N}-]+(\\.[\\p{L}\\p{N}-]+)+");
    private static final Pattern SERVER = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** The request body: the types are checked, the rules are not. */
    record Body(
            @NotNull String companyName,
            @NotNull String subdomainSlug,
            @NotNull String region,
            @NotNull String planTier,
            @NotNull String ownerEmail,
            @Nullable String ownerName,
            @Nullable Boolean createNewServer,
            @Nullable String targetServerId,
            @Nullable Boolean dedicated,
            @Nullable String handoffToken) {}

    /** The body's values; throws one 422 that names every value which breaks its rule. */
    static TenantApplication of(Body body) {
        var rules = new Rules();
        var company = name(body.companyName());
        rules.demand(
                isName(company), "/company_name", "1 to 200 characters after NFC, none of them a control character");
        rules.demand(
                Slug.isWellFormed(body.subdomainSlug()),
                "/subdomain_slug",
                "3 to 63 of a to z, 0 to 9 and hyphen; no hyphen at an end, no two in a row");
        var region = rules.oneOf(Region.class, body.region(), "/region");
        var plan = rules.oneOf(PlanTier.class, body.planTier(), "/plan_tier");
        var email = body.ownerEmail().strip();
        rules.demand(isEmail(email), "/owner_email", "an e-mail address of at most 254 characters");
        var owner = body.ownerName() == null ? null : name(body.ownerName());
        rules.demand(owner == null || isName(owner), "/owner_name", "1 to 200 characters after NFC");
        var server = blankToNull(body.targetServerId());
        rules.demand(
                server == null || SERVER.matcher(server).matches(), "/target_server_id", "1 to 64 of A-Za-z0-9._-");
        rules.demand(body.handoffToken() == null, "/handoff_token", "no hand-off with this token is open");
        rules.check();
        var placement = new RegisterTenant.Placement(
                !Boolean.FALSE.equals(body.createNewServer()), server, Boolean.TRUE.equals(body.dedicated()));
        return new TenantApplication(company, new Slug(body.subdomainSlug()), region, plan, email, owner, placement);
    }

    private static String name(String value) {
        return Normalizer.normalize(value, Normalizer.Form.NFC).strip();
    }

    private static boolean isName(String value) {
        var length = value.codePointCount(0, value.length());
        return length >= 1 && length <= NAME_LENGTH_MAX && value.codePoints().noneMatch(TenantApplication::isForbidden);
    }

    /** Control characters, and halves of surrogate pairs that no UTF-8 can carry. */
    private static boolean isForbidden(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }

    private static boolean isEmail(String value) {
        return value.length() <= EMAIL_LENGTH_MAX
                && EMAIL.matcher(value).matches()
                && Fingerprints.isDomain(value.substring(value.indexOf('@') + 1));
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }
}

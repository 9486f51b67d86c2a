// Validates PDF files with the veraPDF engine in one virtual machine: java VeraPdf FLAVOUR,FLAVOUR FILE...
// Flavours: ua1, 2a, 2b, 3a ... Prints one line for each file and flavour, then one for each rule that failed; exits 1
// if any file fails any flavour.
import java.io.FileInputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

public class VeraPdf {
    public static void main(String[] args) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        boolean allCompliant = true;
        for (String flavour : args[0].split(",")) {
            ValidationProfile profile = profile(flavour);
            for (int i = 1; i < args.length; i++) allCompliant &= compliant(args[i], flavour, profile);
        }
        System.exit(allCompliant ? 0 : 1);
    }

    private static ValidationProfile profile(String flavour) throws Exception {
        String name = flavour.startsWith("ua") ? "PDFUA-" + flavour.substring(2) : "PDFA-" + flavour.toUpperCase();
        return Profiles.profileFromXml(
                VeraPdf.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml"));
    }

    private static boolean compliant(String path, String flavour, ValidationProfile profile) {
        try (var file = new FileInputStream(path);
                var parser = Foundries.defaultInstance().createParser(file, PDFAFlavour.fromString(flavour))) {
            var validator = Foundries.defaultInstance().createValidator(profile, 100000, false, false, false);
            var result = validator.validate(parser);
            System.out.println(path + " " + flavour + (result.isCompliant() ? " compliant" : " NOT COMPLIANT"));
            Map<String, Integer> failures = new TreeMap<>();
            for (TestAssertion assertion : result.getTestAssertions())
                if (assertion.getStatus() == TestAssertion.Status.FAILED)
                    failures.merge(assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber() + " "
                            + assertion.getMessage().replace("\n", " "), 1, Integer::sum);
            failures.forEach((rule, times) -> System.out.println("   x" + times + " " + rule));
            return result.isCompliant();
        } catch (Exception error) {
            System.out.println(path + " " + flavour + " ERROR " + error);
            return false;
        }
    }
}

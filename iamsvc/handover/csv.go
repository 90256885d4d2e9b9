package handover

import (
	"strings"

	"akia/iamsvc"
)

// csvText returns the CSV that `aws configure import --csv` takes. That command is no CSV reader: it cuts each line
// at every comma, knows no quotes, and strips the spaces around each cell; the user's name becomes the name of the
// profile. So
//
//   - a name that a spreadsheet would take for a formula (it begins with = + - or @) gets a space in front: a
//     spreadsheet then takes it for text, and the import strips it, so that the profile has the right name. The
//     apostrophe that is often put there would become a part of it;
//   - a comma in the name becomes an underscore: quoted or not, it would put the wrong texts in place of ID and secret.
//
// The ID and the secret stand as they are.
func csvText(key iamsvc.Key, secret string) (string, error) {
	if strings.ContainsAny(secret, `,"`) {
		return "", unwritable(key, "a CSV for the import")
	}
	return "User name,Access key ID,Secret access key\n" + csvName(key.User) + "," + key.ID + "," + secret + "\n", nil
}

func csvName(user iamsvc.Principal) string {
	name := strings.ReplaceAll(userLabel(user), ",", "_")
	if strings.ContainsRune("=+-@", rune(name[0])) {
		return " " + name
	}
	return name
}

func csvNotes(key iamsvc.Key) []string {
	name := csvName(key.User)
	notes := []string{"`aws configure import --csv` makes a profile called " + strings.TrimSpace(name) + " of it."}
	if strings.Contains(key.User.UserName(), ",") {
		notes = append(notes, "The comma in the user's name is written as an underscore: the import does not understand it.")
	}
	if strings.HasPrefix(name, " ") {
		notes = append(notes, "A space before the user's name keeps a spreadsheet from taking it for a formula; the "+
			"import ignores it.")
	}
	return append(notes, "Do not save it from a spreadsheet: a secret may begin with + or /, and would not stay as it is.")
}

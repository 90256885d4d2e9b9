package words

import "akia/iamsvc"

// changes words what helps against the failure of a change.
func changes(r iamsvc.Remedy, _ Place) string {
	switch r.Kind {
	case iamsvc.RemedyTryAgain:
		return "You can try again."
	case iamsvc.RemedyRepeatSoon:
		return "Wait a few seconds, then try again."
	case iamsvc.RemedyDecideAgain:
		return "Look at the key as it is now, then decide."
	case iamsvc.RemedyDecideOnKeyOf:
		return "Look at the key of " + r.User.String() + ", then decide again."
	case iamsvc.RemedyCheckAccount:
		return "Check which account you are in, then decide again."
	case iamsvc.RemedyFreeKey:
		return "Delete a key first; inactive ones count too."
	case iamsvc.RemedyFreeUser:
		return "Delete a user you don't need first."
	case iamsvc.RemedyFreeTag:
		return "Remove a tag of " + r.User.String() + " first."
	case iamsvc.RemedyFreePolicy:
		return "Delete an inline policy of " + r.User.String() + " first, or attach a managed one."
	case iamsvc.RemedyEndSessions:
		return "Delete an inline policy of " + r.User.String() +
			" that isn't needed, then try again. Until then the sessions go on."
	case iamsvc.RemedyEmptyUser:
		return "Remove these first."
	case iamsvc.RemedyOpenUser:
		return "Nothing was changed. You can open the user as it is."
	case iamsvc.RemedyCorrectPolicy:
		return "Correct the document; nothing was written."
	case iamsvc.RemedyWritable:
		return "Start without --read-only to make changes."
	default:
		return newKeys(r)
	}
}

// newKeys words what helps where a new key, or its secret, is not what was wanted.
func newKeys(r iamsvc.Remedy) string {
	switch r.Kind {
	case iamsvc.RemedyCheckCreate:
		return "A key may have been created whose secret never arrived. Check again in a few seconds; if there is a key of " +
			orOwn(r.Subject) + " that nobody knows, delete it."
	case iamsvc.RemedyDeleteUnused:
		return "It hasn't been used so far. Delete it, unless someone else created it just now."
	case iamsvc.RemedyDeleteLost:
		return "Whether it has been used isn't known. Delete it only if nobody else created it just now."
	case iamsvc.RemedyAskWhoCreated:
		return "The secret of one of them never arrived, and IAM doesn't say which. Ask who else creates keys for " +
			r.User.String() + " before you delete one."
	case iamsvc.RemedyReplaceKey:
		return "Delete the key and create another one."
	case iamsvc.RemedyVerifyLater:
		return "New keys can take a minute: verify it again in a while, and check that it is active and wasn't deleted."
	case iamsvc.RemedyVerifyAgain:
		return "Look at the key, and verify it again."
	case iamsvc.RemedyPermissionToCreate:
		return "No key was created. Creating one needs the permission " + r.Permission +
			" as well: without it, a key couldn't be found again if the answer with its secret were lost."
	default:
		return ""
	}
}

// orOwn returns the user's name, or words for the one who asks.
func orOwn(user string) string {
	if user == "" {
		return "your own user"
	}
	return user
}
